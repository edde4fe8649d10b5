namespace Crm.Plugins.Core.Service;

/// <summary>Why a person is wanted, and what they should know before the first word (spec/bot.md 6). Empty where unknown.</summary>
/// <param name="Reason"><c>complaint</c>, <c>vip</c>, <c>bot-failed</c> or <c>user-asked</c>.</param>
/// <param name="Skill">What the person should know, such as <c>complaints</c>.</param>
/// <param name="Language">BCP 47; empty takes the conversation's.</param>
/// <param name="Priority"><c>high</c> comes before <c>normal</c>; empty lets reason and complaint decide.</param>
/// <param name="LeadId">Empty takes the customer's newest open one; so does <paramref name="ComplaintId"/>.</param>
public sealed record HandOverAsk(
    string Reason, string Skill = "", string Language = "", string Priority = "", string LeadId = "", string ComplaintId = "")
{
    public const string UserAsked = "user-asked";
    public const string BotFailed = "bot-failed";
    public const string High = "high";
    public const string Normal = "normal";

    public static HandOverAsk None { get; } = new("");
}
