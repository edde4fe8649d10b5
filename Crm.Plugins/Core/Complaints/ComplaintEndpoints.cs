using Crm.Plugins.Contract;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Complaints;

public static class ComplaintEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/complaints", (Database database, Caller caller, PageRequest page, string? customerId = null, string? state = null) =>
            ComplaintQueries.ListAsync(database, caller, customerId, state, page));
        api.MapGet("/complaints/{id}", (Database database, Caller caller, string id) => ComplaintQueries.GetAsync(database, caller, id));
        api.MapPost("/complaints/{id}/acknowledge", Acknowledge);
        api.MapPost("/complaints/{id}/severity", SetSeverity);
        api.MapPost("/complaints/{id}/state", SetState);
    }

    private static async Task<ComplaintItem> Acknowledge(Writer writer, Database database, MoveComplaint move, Caller caller, IfMatch match, string id)
    {
        await writer.WriteAsync(unit => move.Acknowledge(unit, id, caller, match));
        return await ComplaintQueries.GetAsync(database, caller, id);
    }

    /// <summary>Confirms, lowers or raises. Lowering needs a reason; it is never done silently (K-02).</summary>
    private static Task<ComplaintItem> SetSeverity(
        Writer writer, Database database, Calendars calendars, PromiseOptions options, Steps steps, Caller caller, IfMatch match, string id, SeverityInput input)
    {
        var severity = Words.TryParse<Severity>(input.Severity) ?? throw ProblemException.Invalid("unknown-severity", "severity is s1, s2, s3 or s4.");
        return Change(writer, database, caller, match, id, (unit, c) =>
        {
            if (severity > Words.Parse<Severity>(c.Severity) && string.IsNullOrWhiteSpace(input.Reason))
                throw ProblemException.Invalid("reason-required", "Lowering a severity needs a reason.");
            var after = ComplaintClock.WithSeverity(c, severity, "confirmed", unit.Now, calendars.Newest(unit, options.DeskCalendar).Calendar);
            ComplaintClock.Start(unit, steps, id, severity, ComplaintClock.Of(after));
            Steps.Cancel(unit, id, "confirm");
            if (severity == Severity.S1) Alerts.Raise(unit, "complaint-s1", id, $"Safety complaint {c.Number}");
            ComplaintStore.Note(unit, Ids.New(unit.Now), id, caller.Id, $"severity-{Words.Of(severity)}", input.Reason ?? "");
            return after;
        });
    }

    private static async Task<ComplaintItem> SetState(
        Writer writer, Database database, MoveComplaint move, Caller caller, IfMatch match, string id, StateInput input)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var next = Words.TryParse<ComplaintState>(input.State) ?? throw ProblemException.Invalid(
            "unknown-state", $"state is one of {string.Join(", ", Enum.GetValues<ComplaintState>().Select(s => Words.Of(s)))}.");
        await writer.WriteAsync(unit => move.To(unit, id, next, input.Note, caller, match));
        return await ComplaintQueries.GetAsync(database, caller, id);
    }

    private static async Task<ComplaintItem> Change(
        Writer writer, Database database, Caller caller, IfMatch match, string id, Func<Unit, ComplaintRow, ComplaintRow> change)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        await writer.WriteAsync(unit =>
        {
            var complaint = ComplaintStore.Get(unit, id) ?? throw ProblemException.NotFound("complaint");
            match.Check(complaint.Version);
            if (!ComplaintStore.Save(unit, change(unit, complaint))) throw new LostRaceException();
        });
        return await ComplaintQueries.GetAsync(database, caller, id);
    }
}

public sealed record SeverityInput(string? Severity, string? Reason);

public sealed record StateInput(string? State, string? Note);
