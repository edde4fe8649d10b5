using System.Text.Json;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Customers;

/// <summary>What the system noticed. A dealer sees what is addressed to it.</summary>
public static class AlertEndpoints
{
    private const string ListSql = """
        select id, kind, subject_id, detail, at, state, coalesce(customer_id, '') as customer_id, coalesce(data, '') as data,
            coalesce(closed_at, 0) as closed_at, coalesce(closed_by, '') as closed_by, coalesce(close_note, '') as close_note, version
        from alert
        where id < @before and (@state is null or state = @state) and (@own is null or dealer_id = @own) order by id desc limit @take
        """;

    private const string OneSql = """
        select id, kind, subject_id, detail, at, state, coalesce(customer_id, '') as customer_id, coalesce(data, '') as data,
            coalesce(closed_at, 0) as closed_at, coalesce(closed_by, '') as closed_by, coalesce(close_note, '') as close_note, version
        from alert where id = @id and (@own is null or dealer_id = @own)
        """;

    private const string CloseSql = """
        update alert set state = 'closed', closed_at = @at, closed_by = @by, close_note = @note, version = version + 1
        where id = @id and state = 'open' and version = @version
        """;

    private const int MostNote = 500;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/alerts", List);
        api.MapPost("/alerts/{id}/close", Close);
    }

    /// <summary>Somebody has seen to it. Closing one that is closed changes nothing; noticed again it opens anew.</summary>
    private static async Task<AlertItem> Close(Writer writer, Events events, Caller caller, IfMatch match, string id, CloseAlertInput? input = null)
    {
        var note = input?.Note?.Trim() ?? "";
        if (note.Length > MostNote) throw ProblemException.Invalid("bad-note", $"note has at most {MostNote} characters.");
        return AlertItem.From(await writer.WriteAsync(unit =>
        {
            var alert = unit.First<AlertRow>(OneSql, new { id, own = caller.DealerId }) ?? throw ProblemException.NotFound("alert");
            if (alert.State != "open") return alert;
            match.Check(alert.Version);
            if (unit.Execute(CloseSql, ("at", unit.NowMs), ("by", caller.Name), ("note", note), ("id", id), ("version", alert.Version)) == 0) throw new LostRaceException();
            events.Add(unit, new NewEvent("alert.closed") { CustomerId = alert.CustomerId.Length == 0 ? null : alert.CustomerId, DealerId = caller.DealerId, Data = new { id } });
            return unit.First<AlertRow>(OneSql, new { id, own = caller.DealerId })!;
        }));
    }

    private static async Task<Paged<AlertItem>> List(Database database, Caller caller, PageRequest page, string? state = null)
    {
        var rows = await database.QueryAsync<AlertRow>(ListSql, new { before = page.Before, state, own = caller.DealerId, take = page.Take });
        return Paged<AlertItem>.Of([.. rows.Select(AlertItem.From)], page, item => item.Id);
    }
}

internal sealed record AlertRow(string Id, string Kind, string SubjectId, string Detail, long At, string State, string CustomerId, string Data,
    long ClosedAt, string ClosedBy, string CloseNote, long Version);

/// <param name="Note">What was done; at most 500 characters.</param>
public sealed record CloseAlertInput(string? Note = null);

/// <param name="Kind">What happened, such as <c>promise-broken</c> or <c>phone-many-names</c>.</param>
/// <param name="SubjectId">What it is about.</param>
/// <param name="CustomerId">Whom it is about, where it is about one person.</param>
/// <param name="Data">By kind: what a page needs to say it in its own words.</param>
public sealed record AlertItem(string Id, string Kind, string SubjectId, string Detail, string At, string State, string? CustomerId, JsonElement? Data,
    AlertClosed? Closed, long Version)
{
    internal static AlertItem From(AlertRow row) => new(row.Id, row.Kind, row.SubjectId, row.Detail, Instants.Iso(row.At), row.State,
        row.CustomerId.Length == 0 ? null : row.CustomerId, row.Data.Length == 0 ? null : JsonElement.Parse(row.Data),
        row.ClosedAt == 0 ? null : new AlertClosed(Instants.Iso(row.ClosedAt), row.ClosedBy, row.CloseNote), row.Version);
}

/// <param name="By">A name; <c>system</c> where what it was about was over by itself.</param>
public sealed record AlertClosed(string At, string By, string Note);
