using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>The callback queue and what a person does with it.</summary>
public static class CallbackEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/callbacks", List);
        api.MapGet("/callbacks/summary", CallbackSummary.Get);
        api.MapGet("/callbacks/{id}", Get);
        api.MapPost("/callbacks/{id}/claim", Claim);
        api.MapPost("/callbacks/{id}/attempts", Start);
        api.MapPost("/callbacks/{id}/attempts/{attemptId}/outcome", Finish);
        api.MapPost("/callbacks/{id}/release", Release);
        api.MapPost("/callbacks/{id}/reschedule", Reschedule);
        api.MapPost("/callbacks/{id}/dispute", Decide);
    }

    private static Task<Paged<CallbackItem>> List(Database database, Caller caller, PageRequest page, string? state = null, string? customerId = null,
        string? leadId = null, string? complaintId = null, string? owner = null, string? order = null) =>
        CallbackQueries.ListAsync(database, caller, new CallbackFilter(state, customerId, leadId, complaintId, owner, order), page);

    private static async Task<CallbackDetail> Get(Database database, Steps steps, Caller caller, string id, CancellationToken cancellationToken)
    {
        var item = await CallbackQueries.GetAsync(database, caller, id);
        var attempts = await AttemptQueries.OfPromiseAsync(database, id);
        var rows = await steps.ForAsync(id, cancellationToken);
        return new CallbackDetail(item, attempts,
            [.. rows.Select(row => new StepItem(row.Step, Instants.Iso(row.DueAt), Words.Of(row.State), Instants.IsoOrNull(row.DoneAt)))],
            item.State != "scheduled" && await DisputeStore.GetAsync(database, id) is { } dispute ? DisputeItem.From(dispute) : null);
    }

    private static async Task<CallbackItem> Claim(Writer writer, ChangePromise change, Database database, Caller caller, IfMatch match, string id)
    {
        await writer.WriteAsync(unit => change.Claim(unit, id, caller, match));
        return await CallbackQueries.GetAsync(database, caller, id);
    }

    private static async Task<Created<AttemptItem>> Start(Writer writer, RecordAttempt record, Database database, Caller caller, IfMatch match, string id, AttemptInput input)
    {
        var attempt = await writer.WriteAsync(unit => record.Start(unit, id, input, caller, match));
        return TypedResults.Created($"/api/v1/callbacks/{id}", await AttemptQueries.OneAsync(database, attempt));
    }

    private static async Task<AttemptItem> Finish(Writer writer, RecordAttempt record, Database database, Caller caller, string id, string attemptId, AttemptInput input) =>
        await AttemptQueries.OneAsync(database, await writer.WriteAsync(unit => record.Finish(unit, id, attemptId, input, caller)));

    private static async Task<CallbackItem> Release(Writer writer, ChangePromise change, Database database, Caller caller, IfMatch match, string id, ReleaseInput input)
    {
        await writer.WriteAsync(unit => change.Release(unit, id, input.Reason, caller, match));
        return await CallbackQueries.GetAsync(database, caller, id);
    }

    private static async Task<CallbackItem> Decide(Writer writer, SettleDispute settle, Database database, Caller caller, string id, DisputeDecision input)
    {
        await writer.WriteAsync(unit => settle.Run(unit, id, input, caller));
        return await CallbackQueries.GetAsync(database, caller, id);
    }

    private static async Task<CallbackItem> Reschedule(Writer writer, ChangePromise change, Database database, Caller caller, IfMatch match, string id, RescheduleInput input)
    {
        var start = Instants.Parse(input.Start, "start") ?? throw ProblemException.Invalid("missing-start", "start is the slot's start, ISO 8601 with an offset.");
        await writer.WriteAsync(unit => change.Reschedule(unit, id, DateTimeOffset.FromUnixTimeMilliseconds(start), input.By != "us", caller, match));
        return await CallbackQueries.GetAsync(database, caller, id);
    }
}

public sealed record CallbackDetail(CallbackItem Callback, IReadOnlyList<AttemptItem> Attempts, IReadOnlyList<StepItem> Steps, DisputeItem? Dispute);

public sealed record StepItem(string Step, string DueAt, string State, string? DoneAt);

/// <param name="NextCallbackId">The call that was promised instead.</param>
/// <param name="Decision">upheld or rejected; null while nobody has decided.</param>
public sealed record DisputeItem(string At, string FromOutcome, string? NextCallbackId, string? Decision, string? DecidedAt, string? Note)
{
    internal static DisputeItem From(DisputeRow row) => new(
        Instants.Iso(row.At), row.FromOutcome, None(row.NextPromiseId), None(row.Decision), Instants.IsoOrNull(row.DecidedAt), None(row.Note));

    private static string? None(string text) => text.Length == 0 ? null : text;
}

public sealed record ReleaseInput(string? Reason);

/// <param name="By"><c>customer</c> (default) or <c>us</c>; a promise moved by us counts as broken (C-06).</param>
public sealed record RescheduleInput(string? Start, string? By);
