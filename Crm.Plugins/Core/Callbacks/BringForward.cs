using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>A matter turned out to be graver: the promised call comes earlier, never later, day or night, and the customer is told.</summary>
public sealed class BringForward(Steps steps, Events events, Tell tell, NameCaller caller)
{
    /// <summary>The promise as it is afterwards; the same where it is early enough, or has been called about.</summary>
    public PromiseRow To(Unit unit, PromiseRow promise, DateTimeOffset due, Audience audience, string notice, IReadOnlyDictionary<string, string> extra)
    {
        due = WholeMinutes.Up(due);
        if (promise.State != "scheduled" || promise.DueAt <= due.ToUnixTimeMilliseconds()) return promise;
        var values = new Dictionary<string, string>(extra)
        {
            ["who"] = Who.Calls(unit, promise.OwnerId.Length == 0 ? null : promise.OwnerId, promise.Locale),
            ["time"] = TimeWords.Say(due, promise.TimeZone, unit.Now, promise.Locale),
            ["phone"] = Masking.Phone(audience.Phone),
        };
        var told = tell.Notice(unit, audience, notice, values, promise.Id, $"{promise.Id}:sooner:{promise.Version}");
        var sooner = promise with
        {
            Kind = "asap", WindowStart = unit.NowMs, DueAt = due.ToUnixTimeMilliseconds(), Priority = Math.Max(promise.Priority, 1), ToldText = told ?? promise.ToldText,
        };
        Promises.Save(unit, sooner);
        PromiseTimes.Free(unit, promise.Id);
        Steps.Cancel(unit, promise.Id);
        foreach (var (step, at) in PromiseSteps.Of(unit.Now, due)) steps.Add(unit, promise.Id, step, PromiseSteps.Kind, at);
        caller.Plan(unit, promise.Id, false, unit.Now, due, caller.NumberOf(unit, promise.OwnerId.Length == 0 ? null : promise.OwnerId));
        events.Add(unit, Promises.Event("callback.rescheduled", sooner));
        return sooner with { Version = promise.Version + 1 };
    }
}
