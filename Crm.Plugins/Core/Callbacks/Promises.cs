using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>What every use case does with a stored promise.</summary>
internal static class Promises
{
    /// <summary>The promise, if it is the caller's to touch and still open.</summary>
    public static PromiseRow Open(Unit unit, string id, Caller caller)
    {
        var promise = PromiseStore.Get(unit, id);
        if (promise is null || (caller.DealerId is not null && promise.OwnerId != caller.DealerId)) throw ProblemException.NotFound("callback");
        return promise.IsOpen ? promise : throw ProblemException.Conflict("callback-closed", "This callback is finished.").With("state", promise.State);
    }

    public static void Save(Unit unit, PromiseRow promise)
    {
        if (!PromiseStore.Save(unit, promise)) throw new LostRaceException();
    }

    public static NewEvent Event(string type, PromiseRow promise) => new(type)
    {
        CustomerId = promise.CustomerId, LeadId = None(promise.LeadId), PromiseId = promise.Id, ComplaintId = None(promise.ComplaintId),
        DealerId = None(promise.OwnerId),
    };

    public static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static string? None(string text) => text.Length == 0 ? null : text;
}
