using System.Text;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Shared.Api;

namespace Crm.Plugins.Core.MassSends;

/// <param name="Key">Made once per form: the same key makes one mass send, however often it is sent.</param>
/// <param name="Account">Such as <c>maker/crm</c>.</param>
/// <param name="Sender">One member's platform id; absent = the platform picks who last talked with each customer. Groups are always sent by their owners.</param>
/// <param name="StartAt">When the members are asked; absent = now.</param>
public sealed record MassSendInput(
    string? Key, string? Name, string? Channel, string? Account, bool ToGroups, string? Sender, string? Text, IReadOnlyList<MessageAttachment>? Attachments,
    Audience? Audience, DateTimeOffset? StartAt)
{
    internal void CheckAudience()
    {
        if (Audience is not { } audience) return;
        if (audience.Tags is { Count: > 20 } || audience.Groups is { Count: > MassSendLimits.GroupsPerTask })
            throw ProblemException.Invalid("audience-too-long", "An audience names at most 20 tags and 2000 groups.");
        if (audience.Temperature is { Length: > 0 } temperature && temperature is not ("hot" or "warm" or "cold"))
            throw ProblemException.Invalid("unknown-temperature", "temperature is hot, warm or cold.");
    }

    internal void CheckMessage()
    {
        if (Name?.Trim() is not { Length: > 0 and <= 100 }) throw ProblemException.Invalid("name-required", "name says in up to 100 characters what this mass send is for.");
        if (string.IsNullOrWhiteSpace(Text)) throw ProblemException.Invalid("text-required", "text is what the customers read.");
        if (Encoding.UTF8.GetByteCount(Text) > MassSendLimits.TextBytes)
            throw ProblemException.Invalid("text-too-long", $"text has at most {MassSendLimits.TextBytes} bytes, about 1300 Chinese characters.");
        if (Attachments is { Count: > MassSendLimits.Attachments })
            throw ProblemException.Invalid("too-many-attachments", $"A message carries at most {MassSendLimits.Attachments} attachments.");
        if (Key is { Length: > 100 }) throw ProblemException.Invalid("key-too-long", "key has at most 100 characters.");
    }
}
