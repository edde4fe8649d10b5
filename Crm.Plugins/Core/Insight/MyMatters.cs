using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;

namespace Crm.Plugins.Core.Insight;

/// <summary>A test drive that was asked for.</summary>
/// <param name="Stage">asked, dealer-found, confirmed, done.</param>
/// <param name="PromiseId">The open call about it, in which the time is agreed on.</param>
public sealed record MyTestDrive(string LeadId, string? Car, string Stage, string? Dealer, string AskedAt, string? PromiseId)
{
    internal static MyTestDrive From(MyLeadRow row, IReadOnlyList<MyPromise> promises) => new(
        row.Id, CustomerViews.None(row.Car), row.Stage switch
        {
            "appointment" or "visited" => "confirmed",
            "test-driven" or "quoted" or "ordered" => "done",
            "accepted" or "contacted" => "dealer-found",
            _ => "asked",
        },
        CustomerViews.None(row.DealerName), Instants.Iso(row.CapturedAt), promises.FirstOrDefault(promise => promise.LeadId == row.Id && promise.CanCancel)?.Id);
}

/// <summary>A complaint with what comes next and who looks after it.</summary>
/// <param name="State">received, working, waiting-for-you, proposed, solved.</param>
/// <param name="NextAt">When the customer hears from us; null when it is solved, or waits for the customer.</param>
/// <param name="Owner">By name; null = the maker's customer care, until somebody has taken it.</param>
public sealed record MyComplaint(string Id, string Number, string State, string Text, string At, string? NextAt, string? Owner, string? PromiseId)
{
    internal static MyComplaint From(MyComplaintRow row)
    {
        var state = row.State switch
        {
            "new" or "acknowledged" or "triaged" => "received",
            "waiting-customer" => "waiting-for-you",
            "proposed" or "accepted" => "proposed",
            "resolved" or "closed" => "solved",
            _ => "working",
        };
        var next = state is "solved" or "waiting-for-you" ? 0
            : row.CallOpen == 1 && row.CallDue > 0 ? row.CallDue
            : row.ContactedAt == 0 ? row.ContactDue
            : row.ResolveDue > 0 ? row.ResolveDue : row.PlanDue;
        return new MyComplaint(row.Id, row.Number, state, row.Text, Instants.Iso(row.CreatedAt), Instants.IsoOrNull(next), CustomerViews.None(row.Owner),
            row.CallOpen == 1 ? row.PromiseId : null);
    }
}

/// <summary>A consent with the words it was given to.</summary>
/// <param name="Text">What was shown; null where it was another page's own text, known by its version.</param>
public sealed record MyConsent(string Purpose, string Channel, string TextVersion, string? Text, bool Given, string At)
{
    internal static MyConsent From(ConsentRow row) => new(
        row.Purpose, row.Channel, row.TextVersion, Texts.ByVersion(row.TextVersion)?.Text, row.Given == 1, Instants.Iso(row.At));
}

/// <summary>Which dealer has a request of the customer's.</summary>
/// <param name="HasNumber">It has accepted, so it sees name and number; before that it sees neither.</param>
/// <param name="Phone">The dealer's own number.</param>
public sealed record MyDealer(string LeadId, string DealerId, string Name, string? Phone, string? Car, bool HasNumber, string? Since, bool CanSwitch)
{
    internal static MyDealer From(MyLeadRow row) => new(
        row.Id, row.DealerId, row.DealerName, CustomerViews.None(row.DealerPhone), CustomerViews.None(row.Car), row.AcceptedAt > 0,
        Instants.IsoOrNull(row.AcceptedAt), row.Stage != "ordered");
}
