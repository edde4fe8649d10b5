using System.Security.Cryptography;
using System.Text.Json;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>Conversations in the host's log, each with what was told when it started.</summary>
internal sealed class Conversations(IChannelLog log, DirectLineOptions options)
{
    /// <summary>Sent to every node's sockets: the conversation's tokens are no longer good.</summary>
    public const string Revoked = "!revoked";

    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public async Task<Conversation?> FindAsync(string id, CancellationToken cancellationToken) =>
        IsId(id) && await log.FindAsync(id, cancellationToken) is { } head ? Of(head) : null;

    public async Task<(Conversation Conversation, bool Created)> OpenAsync(string id, ConversationFacts facts, CancellationToken cancellationToken)
    {
        var opened = await log.OpenAsync(id, JsonSerializer.Serialize(facts, JsonSerializerOptions.Web), TimeSpan.FromDays(options.RetentionDays), cancellationToken);
        return (Of(opened.Head), opened.Created);
    }

    /// <summary>Makes every token issued until now worthless and closes the sockets they opened.</summary>
    public async Task RevokeAsync(Conversation conversation, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (true)
        {
            var facts = conversation.Facts with { RevokedUntil = now.ToUnixTimeSeconds() };
            if (await log.TryChangeAsync(conversation.Id, JsonSerializer.Serialize(facts, JsonSerializerOptions.Web), conversation.Head.Version, cancellationToken)) break;
            if (await FindAsync(conversation.Id, cancellationToken) is not { } newer) return;
            conversation = newer;
        }

        await log.TellAsync(conversation.Id, Revoked, cancellationToken);
    }

    /// <summary>Ids are ours, so anything of another shape is unknown without a look.</summary>
    private static bool IsId(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);

    private static Conversation Of(LogHead head) =>
        new(head, JsonSerializer.Deserialize<ConversationFacts>(head.Data, JsonSerializerOptions.Web) ?? new ConversationFacts());
}

internal sealed record Conversation(LogHead Head, ConversationFacts Facts)
{
    public string Id => Head.Conversation;

    /// <summary>Id of the activity with this number; numbers of entries start at 1, of activities at 0.</summary>
    public static string ActivityId(string conversation, long seq) => $"{conversation}|{seq - 1:0000000}";
}

/// <summary>What was known when a conversation started.</summary>
internal sealed record ConversationFacts
{
    public string? User { get; init; }

    public string? UserName { get; init; }

    /// <summary>The user's id comes from a token: nobody else can have it.</summary>
    public bool IsBound { get; init; }

    public string? Locale { get; init; }

    public string? Dealer { get; init; }

    public string? Campaign { get; init; }

    public string? Scene { get; init; }

    /// <summary>Epoch seconds: tokens issued until then are refused.</summary>
    public long RevokedUntil { get; init; }
}
