using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.My;

/// <summary>What a customer does with the calls we promised (C-11). Asking for the same twice does it once.</summary>
public sealed class MyPromises(Writer writer, ChangePromise change, DisputePromise dispute, PromiseTimes times, Calendars calendars, PromiseOptions promises, MyOptions options)
{
    private const int MostSlots = 96;

    /// <summary>Starts of the half hours that can be chosen.</summary>
    public Task<IReadOnlyList<DateTimeOffset>> SlotsAsync(MyCaller caller, string id) => writer.WriteAsync(unit =>
    {
        var promise = Callable(unit, caller, id);
        return times.Bookable(unit, calendars.Newest(unit, promise.OwnerKind == "desk" ? promises.DeskCalendar : promise.CalendarId), MostSlots);
    });

    public Task MoveAsync(MyCaller caller, string id, DateTimeOffset start) => writer.WriteAsync(unit =>
    {
        var promise = Callable(unit, caller, id);
        if (promise.Kind != "slot" || promise.WindowStart != start.ToUnixTimeMilliseconds()) change.Reschedule(unit, promise, start, byCustomer: true);
    });

    public Task CancelAsync(MyCaller caller, string id) => writer.WriteAsync(unit =>
    {
        var promise = Mine(unit, caller, id);
        if (promise.Outcome == "released") return;
        if (!promise.IsOpen) throw Closed(promise);
        change.Release(unit, promise, "my-service");
    });

    /// <summary>The promise that stands now; null where there is no number to call.</summary>
    public Task<string?> NotCalledAsync(MyCaller caller, string id) => writer.WriteAsync(unit => dispute.Run(unit, Mine(unit, caller, id), options.DisputeDays));

    private static PromiseRow Callable(Unit unit, MyCaller caller, string id)
    {
        var promise = Mine(unit, caller, id);
        if (promise.Topic == Topics.Reply) throw ProblemException.Conflict("not-a-call", "This is an answer in writing; it has no time to choose.");
        return promise.IsOpen ? promise : throw Closed(promise);
    }

    private static PromiseRow Mine(Unit unit, MyCaller caller, string id) =>
        PromiseStore.OfCustomer(unit, id, caller.CustomerId) ?? throw ProblemException.NotFound("promise");

    private static ProblemException Closed(PromiseRow promise) => ProblemException.Conflict("callback-closed", "This callback is finished.").With("state", promise.State);
}
