using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.ExternalBots;

/// <summary>What <see cref="PassToBot"/> carries: a customer who came, or the key of an entry in the conversation's log.</summary>
internal static class BotItems
{
    /// <summary>The one bot there is.</summary>
    public const string Account = "external-bot";

    private const string EnteredPrefix = "entered:";

    public static string Entered(string user) => EnteredPrefix + user;

    /// <summary>Null for an entry of the log.</summary>
    public static string? EnteredUser(string item) => item.StartsWith(EnteredPrefix, StringComparison.Ordinal) ? item[EnteredPrefix.Length..] : null;
}
