using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Shared.Api;

namespace Crm.Plugins.Core.Insight;

/// <summary>A call, or an answer in writing, that we promised.</summary>
/// <param name="Topic">lead, complaint, callback, service-booking, finance, product-question, feedback, or reply for an answer in writing.</param>
/// <param name="State">waiting, late (the time is over and nobody has called), tried (we called and nobody answered), called, cancelled, disputed or ended.</param>
/// <param name="DueAt">By when we call: the newest time the customer was told.</param>
/// <param name="Dealer">Null = the maker's own customer care calls.</param>
/// <param name="Person">Who has taken the call, by name.</param>
/// <param name="CallsFrom">The number it will come from, where it is known.</param>
/// <param name="MovesLeft">How often the customer may still choose another time (C-11).</param>
/// <param name="CanDispute">Whether "nobody called me" makes sense now.</param>
public sealed record MyPromise(
    string Id, string Topic, string Kind, string State, string? WindowStart, string DueAt, string TimeZone, string? Car, string? LeadId, string? Dealer,
    string? Person, string? CallsFrom, int MovesLeft, bool CanMove, bool CanCancel, bool CanDispute)
{
    private const int MostMoves = 3;

    internal static MyPromise From(MyPromiseRow row, DateTimeOffset now, string deskPhone)
    {
        var open = row.IsOpen == 1;
        var due = Math.Max(row.DueAt, row.NextAttemptAt);
        var late = open && row.FirstAttemptAt == 0 && now.ToUnixTimeMilliseconds() > row.DueAt;
        var state = row.State switch
        {
            "disputed" => "disputed",
            "released" => "cancelled",
            _ when late => "late",
            "scheduled" => "waiting",
            "kept" => "called",
            "attempted" or "failed" => "tried",
            _ when row.FirstAttemptAt > 0 || row.KeptAt > 0 => "called",
            _ => "ended",
        };
        var isCall = row.Topic != Topics.Reply;
        var movable = open && isCall && (row.BrokenAt > 0 || PromiseStates.MayMove((int)row.RescheduleCount, Promises.At(row.DueAt), now));
        return new MyPromise(
            row.Id, row.Topic, row.Kind, state, row.Kind == "slot" && due == row.DueAt ? Instants.Iso(row.WindowStart) : null, Instants.Iso(due), row.TimeZone,
            None(row.Car), None(row.LeadId), None(row.DealerName), None(row.Person), None(row.DealerName.Length > 0 ? row.DealerPhone : deskPhone),
            Math.Max(0, MostMoves - (int)row.RescheduleCount), movable, open, isCall && state is "called" or "tried" or "late");
    }

    private static string? None(string text) => text.Length == 0 ? null : text;
}
