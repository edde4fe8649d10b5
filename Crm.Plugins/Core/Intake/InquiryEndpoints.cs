using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Intake;

/// <summary>What came in, for people who look for it. Raw bytes are for admins, one at a time.</summary>
public static class InquiryEndpoints
{
    private const string ListSql = """
        select id, channel, kind, occurred_at, received_at, text, coalesce(customer_id, '') as customer_id, coalesce(lead_id, '') as lead_id,
            coalesce(complaint_id, '') as complaint_id, coalesce(disposition, '') as disposition, state, coalesce(fault, '') as fault
        from inbox
        where id < @before and id >= @since and (@channel is null or channel = @channel)
            and (@disposition is null or disposition = @disposition)
            and (@customer_id is null or customer_id = @customer_id)
            and kind in ('message', 'form', 'prospect', 'contact-added', 'malformed')
        order by id desc limit @take
        """;

    private const string RawSql = "select raw, raw_encoding, content_type from inbox where id = @id";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/inquiries", List);
        api.MapGet("/inquiries/{id}/raw", Raw);
    }

    private static async Task<Paged<InquiryItem>> List(
        Database database, Caller caller, PageRequest page, string? channel = null, string? since = null, string? disposition = null, string? customerId = null)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var rows = await database.QueryAsync<InquiryRow>(ListSql, new
        {
            before = page.Before, since = Instants.LowestId(Instants.Parse(since, "since") ?? 0), channel, disposition,
            customer_id = customerId, take = page.Take,
        });
        return Paged<InquiryItem>.Of([.. rows.Select(InquiryItem.From)], page, row => row.Id);
    }

    private static async Task<RawInquiry> Raw(Database database, Caller caller, string id)
    {
        caller.MustBe(Role.Admin);
        return await database.FirstAsync<RawInquiry>(RawSql, new { id }) ?? throw ProblemException.NotFound("inquiry");
    }
}

/// <param name="RawEncoding">utf8 or base64.</param>
public sealed record RawInquiry(string Raw, string RawEncoding, string ContentType);

public sealed record InquiryItem(
    string Id, string Channel, string Kind, string OccurredAt, string ReceivedAt, string Text, string? CustomerId, string? LeadId,
    string? ComplaintId, string? Disposition, string? Fault)
{
    internal static InquiryItem From(InquiryRow row) => new(
        row.Id, row.Channel, row.Kind, Instants.Iso(row.OccurredAt), Instants.Iso(row.ReceivedAt), row.Text, None(row.CustomerId),
        None(row.LeadId), None(row.ComplaintId), row.Disposition.Length > 0 ? row.Disposition : row.State == 0 ? "pending" : null, None(row.Fault));

    private static string? None(string text) => text.Length == 0 ? null : text;
}

internal sealed record InquiryRow(
    string Id, string Channel, string Kind, long OccurredAt, long ReceivedAt, string Text, string CustomerId, string LeadId, string ComplaintId,
    string Disposition, long State, string Fault);
