using Crm.Plugins.Core.Shared.Api;

namespace Crm.Plugins.Core.Service;

/// <summary>What an agent should know of a hand-over (spec/bot.md 6); null where unknown.</summary>
/// <param name="Reason">complaint, vip, bot-failed or user-asked.</param>
/// <param name="Priority">high or normal.</param>
/// <param name="DueBy">By when the customer shall be answered.</param>
public sealed record HandOverItem(string Reason, string? Skill, string? Language, string Priority, string? LeadId, string? ComplaintId, string? DueBy)
{
    /// <summary>Null where nobody asked for a person, as when an agent stepped in.</summary>
    internal static HandOverItem? Of(HandOverAsk ask, long dueAt) => ask.Reason.Length == 0
        ? null
        : new HandOverItem(ask.Reason, None(ask.Skill), None(ask.Language), ask.Priority, None(ask.LeadId), None(ask.ComplaintId), Instants.IsoOrNull(dueAt));

    private static string? None(string text) => text.Length == 0 ? null : text;
}
