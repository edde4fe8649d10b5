using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links.Transfers;

/// <summary>Customers of one member handed over to another.</summary>
/// <param name="State"><c>running</c> or <c>done</c>.</param>
/// <param name="Leaver">1 = the first member has left.</param>
/// <param name="Whole">1 = all the member has, not a choice of customers.</param>
internal sealed record TransferRow(
    string Id, string Channel, string Account, string FromMember, string ToMember, long Leaver, long Whole, string Message, string State,
    string StartedBy, long StartedAt, long FinishedAt, long Polls, long Version);

/// <param name="State">
/// <c>queued</c>, <c>waiting</c> (begun; the customer has 24 hours to refuse), <c>unknown</c> (asked for, no answer), or in the end
/// <c>done</c>, <c>refused</c>, <c>limit</c>, <c>failed</c>, <c>unanswered</c>.
/// </param>
internal sealed record TransferItemRow(
    string TransferId, string Contact, string LinkId, string CustomerId, long Batch, string State, string Reason, long PlatformCode, long StartedAt,
    long ChangedAt)
{
    public bool IsOver => State is "done" or "refused" or "limit" or "failed" or "unanswered";
}

/// <summary>
/// Whatever else hangs on a member, such as contact ways: each slice that has some says what, and puts another in the
/// member's place. Replacing twice must do no harm.
/// </summary>
public interface IMemberDuties
{
    IReadOnlyList<MemberDuty> Of(Unit unit, MemberRow member);

    void Replace(Unit unit, MemberRow from, MemberRow to);
}

/// <param name="Kind">Such as <c>contact-way</c>.</param>
public sealed record MemberDuty(string Kind, string Id, string Name);
