using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Service;

/// <summary>Who has a conversation, whether it can be answered, and the call that is offered where it cannot.</summary>
public static class SessionEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var session = api.MapGroup("/conversations/{id}/session").WithTags("conversations");
        session.MapGet("", Get);
        session.MapPost("/take", Take);
        session.MapPost("/transfer", Transfer);
        session.MapPost("/give-back", GiveBack);
        session.MapPost("/pool", ToPool);
        session.MapPost("/end", End);
        api.MapPost("/conversations/{id}/typing", Types);
        api.MapGet("/conversations/{id}/window", Window);
        api.MapPost("/conversations/{id}/callback", Callback);
    }

    private static async Task<SessionItem> Get(Database database, ServiceSessions sessions, Caller caller, string id, CancellationToken cancellationToken)
    {
        MakerOnly(caller);
        var conversation = await FindAsync(database, id, cancellationToken);
        return SessionItem.From(await SessionStore.GetAsync(database, conversation, cancellationToken), sessions);
    }

    private static Task<SessionItem> Take(Writer writer, ChangeSession change, ServiceSessions sessions, Caller caller, IfMatch match, string id) =>
        ChangeAsync(writer, sessions, caller, id, (unit, conversation) => change.Take(unit, conversation, caller, match));

    private static Task<SessionItem> Transfer(Writer writer, ChangeSession change, ServiceSessions sessions, Caller caller, IfMatch match, string id, TransferInput input) =>
        ChangeAsync(writer, sessions, caller, id, (unit, conversation) => change.Transfer(unit, conversation, caller, match, input.AgentId, input.Member));

    private static Task<SessionItem> GiveBack(Writer writer, ChangeSession change, ServiceSessions sessions, Caller caller, IfMatch match, string id) =>
        ChangeAsync(writer, sessions, caller, id, (unit, conversation) => change.GiveBack(unit, conversation, caller, match));

    private static Task<SessionItem> ToPool(Writer writer, ChangeSession change, ServiceSessions sessions, Caller caller, IfMatch match, string id) =>
        ChangeAsync(writer, sessions, caller, id, (unit, conversation) => change.ToPool(unit, conversation, caller, match));

    private static Task<SessionItem> End(Writer writer, ChangeSession change, ServiceSessions sessions, Caller caller, IfMatch match, string id) =>
        ChangeAsync(writer, sessions, caller, id, (unit, conversation) => change.End(unit, conversation, caller, match));

    /// <summary>The agent is writing. Call it every few seconds meanwhile; it is shown where the channel can, and never an error.</summary>
    private static async Task<NoContent> Types(Database database, Typing typing, Caller caller, string id, CancellationToken cancellationToken)
    {
        MakerOnly(caller);
        await typing.AgentTypesAsync(await FindAsync(database, id, cancellationToken), caller, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<ReplyWindow> Window(Database database, ReplyWindows windows, Caller caller, string id, CancellationToken cancellationToken)
    {
        MakerOnly(caller);
        return await windows.ReadAsync(await FindAsync(database, id, cancellationToken), cancellationToken);
    }

    /// <summary>One tap: a callback is promised to the customer, told by text message.</summary>
    private static async Task<Created<PromisedCall>> Callback(Writer writer, RequestCallback callbacks, Caller caller, string id)
    {
        MakerOnly(caller);
        var made = await writer.WriteAsync(unit =>
            callbacks.Run(unit, Conversations.ById(unit, id) ?? throw ProblemException.NotFound("conversation"), "desk", inTheChat: false)
            ?? throw ProblemException.Conflict("no-phone", "No number of this customer is known, so no call can be promised."));
        return TypedResults.Created($"/api/v1/callbacks/{made.Receipt.Id}", new PromisedCall(
            made.Receipt.Id, Instants.Iso(made.Receipt.WindowStart), Instants.Iso(made.Receipt.DueAt), made.IsNew));
    }

    private static async Task<SessionItem> ChangeAsync(Writer writer, ServiceSessions sessions, Caller caller, string id, Func<Unit, ConversationRow, SessionRow> change)
    {
        MakerOnly(caller);
        var row = await writer.WriteAsync(unit => change(unit, Conversations.ById(unit, id) ?? throw ProblemException.NotFound("conversation")));
        return SessionItem.From(row, sessions);
    }

    private static async Task<ConversationRow> FindAsync(Database database, string id, CancellationToken cancellationToken) =>
        await Conversations.FindAsync(database, id, cancellationToken) ?? throw ProblemException.NotFound("conversation");

    private static void MakerOnly(Caller caller) => caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
}

/// <summary>Exactly one is given.</summary>
/// <param name="AgentId">A user of the CRM.</param>
/// <param name="Member">One of our people in the platform's client, by the platform's id.</param>
public sealed record TransferInput(string? AgentId, string? Member);

/// <param name="IsNew">False where a call was promised already; the answer is that one.</param>
public sealed record PromisedCall(string Id, string WindowStart, string DueAt, bool IsNew);

/// <param name="State">bot, waiting, agent or ended.</param>
/// <param name="Owner">Null where nobody has it.</param>
/// <param name="HasPool">The channel has a pool and members of its own.</param>
/// <param name="Platform">The platform's own state, null where it is free for us to write.</param>
/// <param name="Refused">Why the platform did not do the last move.</param>
public sealed record SessionItem(
    string ConversationId, string State, SessionOwner? Owner, string? Since, string? Reason, string? Platform, string? Refused, bool HasPool, long Number, long Version,
    HandOverItem? HandOver)
{
    internal static SessionItem From(SessionRow row, ServiceSessions sessions) => new(
        row.ConversationId, row.State, row.OwnerId.Length == 0 ? null : new SessionOwner(row.OwnerKind, row.OwnerId, row.OwnerName), Instants.IsoOrNull(row.Since),
        None(row.Reason), None(row.Platform), None(row.Refused), sessions.HasPlatform(row.Channel), row.Number, row.Version,
        row.Is is SessionState.Waiting or SessionState.Agent ? HandOverItem.Of(row.Ask, row.DueAt) : null);

    private static string? None(string text) => text.Length == 0 ? null : text;
}

/// <param name="Kind">user or member.</param>
public sealed record SessionOwner(string Kind, string Id, string Name);
