using System.Security.Cryptography;
using System.Text;

namespace Crm.Adapters.ChatBot.Activities;

/// <summary>
/// Where a Bot Framework conversation is answered: <c>bf/{reference}</c>, or <c>bf/{reference}/{activity}</c> when the
/// message answers one activity. It names a stored <see cref="ConversationReference"/>; nothing in it is a secret.
/// </summary>
/// <param name="Reference">Key of the reference, 64 hex digits.</param>
/// <param name="ActivityId">The activity to answer (<c>replyToId</c>); null for words on our own accord.</param>
internal sealed record BotAddress(string Reference, string? ActivityId)
{
    public const string Prefix = "bf/";

    /// <summary>The same for every activity of a conversation, however long the platform's ids are.</summary>
    public static string ReferenceOf(string channelId, string conversationId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{channelId}\0{conversationId}")));

    /// <summary>Null for addresses of other parts of this plugin.</summary>
    public static BotAddress? Parse(string to)
    {
        if (!to.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var rest = to[Prefix.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new BotAddress(rest, null) : new BotAddress(rest[..slash], Uri.UnescapeDataString(rest[(slash + 1)..]));
    }

    public override string ToString() => ActivityId is null ? Prefix + Reference : $"{Prefix}{Reference}/{Uri.EscapeDataString(ActivityId)}";
}
