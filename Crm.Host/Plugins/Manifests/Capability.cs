using Crm.Plugins.Contract;

namespace Crm.Host.Plugins.Manifests;

/// <summary>What a manifest's <c>provides</c> may name. Compared with what the plugin really registered.</summary>
public static class Capability
{
    public const string Inbound = "channel.inbound";
    public const string Outbound = "channel.outbound";
    public const string Pull = "channel.pull";
    public const string Lookup = "contact.lookup";
    public const string Endpoints = "endpoints";

    public const string Operations = "channel.operations";
    public const string Accounts = "accounts";
    public const string Contacts = "contact.reads";
    public const string Groups = "group.reads";
    public const string MassSends = "mass-send.reads";
    public const string Service = "service.reads";
    public const string Media = "media.reads";
    public const string ClientPages = "client-pages";
    public const string ChatTokens = "chat.tokens";
    public const string Typing = "channel.typing";

    /// <summary>The plugin's service behind each capability; <see cref="Inbound"/> and <see cref="Outbound"/> share the adapter.</summary>
    public static IReadOnlyDictionary<string, Type> Services { get; } = new Dictionary<string, Type>
    {
        [Pull] = typeof(IChannelPull), [Lookup] = typeof(IContactDirectory), [Endpoints] = typeof(IEndpointModule), [Operations] = typeof(IChannelOperations),
        [Accounts] = typeof(IChannelAccounts), [Contacts] = typeof(IContactReads), [Groups] = typeof(IGroupReads), [MassSends] = typeof(IMassSendReads),
        [Service] = typeof(IServiceReads), [Media] = typeof(IMediaReads), [ClientPages] = typeof(IClientPages), [ChatTokens] = typeof(IChatTokens),
        [Typing] = typeof(IChannelTyping),
    };

    public static IReadOnlyList<string> All { get; } = [Inbound, Outbound, .. Services.Keys];
}

/// <summary>Paths outside <c>/in/</c> that platforms expect and a route may claim.</summary>
public static class WellKnownAliases
{
    public static IReadOnlyList<string> All { get; } = ["/api/messages", "/v3/directline"];
}
