using System.Text.Json;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Service;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.CannedReplies;

/// <summary>An agent's own sentences and the team's, filled for a conversation where one is named.</summary>
public static class CannedReplyEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var replies = api.MapGroup("/canned-replies").WithTags("canned-replies");
        replies.MapGet("", List);
        replies.MapPost("", Create);
        replies.MapPatch("/{id}", Change);
        replies.MapDelete("/{id}", Remove);
    }

    private static async Task<Paged<CannedReplyItem>> List(Database database, Writer writer, CrmOptions options, Caller caller, string? conversationId = null)
    {
        MakerOnly(caller);
        var rows = await CannedReplyStore.ListAsync(database, caller.Id);
        var filler = conversationId is null ? null : await writer.WriteAsync(unit => Filler(unit, options, caller, conversationId));
        return new Paged<CannedReplyItem>([.. rows.Select(row => CannedReplyItem.From(row, caller, filler))], null);
    }

    private static async Task<Created<CannedReplyItem>> Create(Writer writer, Events events, Caller caller, CannedReplyInput input)
    {
        MakerOnly(caller);
        if (input.Team) caller.MustBe(Role.Admin, Role.Lead);
        var text = CannedReply.Read(input);
        var row = await writer.WriteAsync(unit =>
        {
            var id = CannedReplyStore.Add(unit, input.Team ? CannedReply.Team : caller.Id, text, caller.Id) ?? throw Taken();
            events.Add(unit, new NewEvent("canned-replies.changed"));
            return CannedReplyStore.Get(unit, id)!;
        });
        return TypedResults.Created($"/api/v1/canned-replies/{row.Id}", CannedReplyItem.From(row, caller, null));
    }

    private static async Task<CannedReplyItem> Change(Writer writer, Events events, Caller caller, IfMatch match, string id, CannedReplyInput input)
    {
        MakerOnly(caller);
        var text = CannedReply.Read(input);
        return CannedReplyItem.From(await writer.WriteAsync(unit =>
        {
            var row = Mine(unit, id, caller, match);
            if (CannedReplyStore.IsTaken(unit, id, row.OwnerId, text.Shortcut)) throw Taken();
            if (!CannedReplyStore.Change(unit, row, text, caller.Id)) throw new LostRaceException();
            events.Add(unit, new NewEvent("canned-replies.changed"));
            return CannedReplyStore.Get(unit, id)!;
        }), caller, null);
    }

    private static async Task<NoContent> Remove(Writer writer, Events events, Caller caller, IfMatch match, string id)
    {
        MakerOnly(caller);
        await writer.WriteAsync(unit =>
        {
            if (!CannedReplyStore.Remove(unit, Mine(unit, id, caller, match))) throw new LostRaceException();
            events.Add(unit, new NewEvent("canned-replies.changed"));
        });
        return TypedResults.NoContent();
    }

    /// <summary>One's own; the team's for whoever leads it. Another agent's own are not there.</summary>
    private static CannedReplyRow Mine(Unit unit, string id, Caller caller, IfMatch match)
    {
        var row = CannedReplyStore.Get(unit, id);
        if (row is null || row.OwnerId != CannedReply.Team && row.OwnerId != caller.Id) throw ProblemException.NotFound("canned reply");
        if (row.OwnerId == CannedReply.Team) caller.MustBe(Role.Admin, Role.Lead);
        match.Check(row.Version);
        return row;
    }

    private static CannedFiller Filler(Unit unit, CrmOptions options, Caller caller, string conversationId)
    {
        var conversation = Conversations.ById(unit, conversationId) ?? throw ProblemException.NotFound("conversation");
        var locale = conversation.Locale;
        var due = SessionStore.Get(unit, conversation).DueAt;
        return new CannedFiller(locale, new Dictionary<string, string>
        {
            ["customer"] = CustomerStore.Contact(unit, conversation.CustomerId) is { Name.Length: > 0 } known ? known.Name : Texts.Format(locale, TextKeys.CannedCustomer),
            ["agent"] = caller.Name,
            ["dueAt"] = due == 0 ? Texts.Format(locale, TextKeys.CannedSoon) : TimeWords.Say(DateTimeOffset.FromUnixTimeMilliseconds(due), options.DefaultTimeZone, unit.Now, locale),
        });
    }

    private static ProblemException Taken() => ProblemException.Conflict("shortcut-taken", "There is a reply with this shortcut already.");

    private static void MakerOnly(Caller caller) => caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
}

/// <summary>The values of one conversation.</summary>
internal sealed record CannedFiller(string Locale, IReadOnlyDictionary<string, string> Values);

/// <param name="Owner">own or team.</param>
/// <param name="MayChange">The caller's own, or the team's for a team lead.</param>
/// <param name="Filled">Ready to send, in the customer's language; null where no conversation was named.</param>
public sealed record CannedReplyItem(
    string Id, string Owner, string Shortcut, string Title, IReadOnlyDictionary<string, string> Texts, string? Filled, bool MayChange, long Version)
{
    internal static CannedReplyItem From(CannedReplyRow row, Caller caller, CannedFiller? filler)
    {
        var texts = JsonSerializer.Deserialize<Dictionary<string, string>>(row.Texts, JsonSerializerOptions.Web) ?? [];
        var team = row.OwnerId == CannedReply.Team;
        return new CannedReplyItem(row.Id, team ? "team" : "own", row.Shortcut, row.Title, texts,
            filler is null ? null : CannedReply.Fill(CannedReply.Pick(texts, filler.Locale), filler.Values), !team || caller.Role is Role.Admin or Role.Lead, row.Version);
    }
}
