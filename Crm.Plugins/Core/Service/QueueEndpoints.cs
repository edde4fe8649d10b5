using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Service;

/// <summary>The desk's side of waiting: the queue, the next one, being on duty, and how far one has read.</summary>
public static class QueueEndpoints
{
    private const string NextSql = """
        select conversation_id from service_session where state = 'waiting' and platform <> 'waiting'
        order by case when priority = 'high' then 0 else 1 end, since, conversation_id limit 1
        """;

    private const string DutySql = """
        insert into desk_duty (user_id, on_duty, at) values (@user_id, @on_duty, @at)
        on conflict (user_id) do update set on_duty = excluded.on_duty, at = excluded.at
        """;

    // Two tabs may tell in any order; what was read stays read.
    private const string SeenSql = """
        insert into conversation_seen (conversation_id, user_id, message_id) values (@id, @user_id, @message_id)
        on conflict (conversation_id, user_id) do update set message_id = excluded.message_id where conversation_seen.message_id < excluded.message_id
        """;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/conversations/queue", (Database database, Caller caller) => AgentBoard.ReadAsync(database, caller));
        api.MapPost("/conversations/queue/take", TakeNext);
        api.MapPost("/conversations/{id}/seen", Seen);
        api.MapGet("/duty", (Database database, Caller caller) => AgentBoard.DutyAsync(database, caller));
        api.MapPut("/duty", Duty);
    }

    /// <summary>Whoever comes first of those who wait. Two agents at once get two different customers.</summary>
    private static async Task<SessionItem> TakeNext(Writer writer, ChangeSession change, ServiceSessions sessions, Caller caller)
    {
        MakerOnly(caller);
        var row = await writer.WriteAsync(unit =>
        {
            var next = unit.Read(NextSql, row => row.GetString(0));
            if (next.Count == 0) throw ProblemException.Conflict("queue-empty", "Nobody waits.");
            return change.Take(unit, Conversations.ById(unit, next[0])!, caller, new IfMatch((long?)null));
        });
        return SessionItem.From(row, sessions);
    }

    private static async Task<DutyItem> Duty(Writer writer, Database database, Events events, Caller caller, DutyChange input)
    {
        MakerOnly(caller);
        await writer.WriteAsync(unit =>
        {
            unit.Add(DutySql, ("user_id", caller.Id), ("on_duty", input.OnDuty ? 1L : 0L), ("at", unit.NowMs));
            events.Add(unit, new NewEvent("duty.changed"));
        });
        return await AgentBoard.DutyAsync(database, caller);
    }

    private static async Task<NoContent> Seen(Writer writer, Caller caller, string id, SeenInput input)
    {
        MakerOnly(caller);
        if (input.MessageId is not { Length: > 0 and <= 40 } message) throw ProblemException.Invalid("bad-message", "messageId is the newest message that was seen.");
        await writer.WriteAsync(unit =>
        {
            if (Conversations.ById(unit, id) is null) throw ProblemException.NotFound("conversation");
            unit.Add(SeenSql, ("id", id), ("user_id", caller.Id), ("message_id", message));
        });
        return TypedResults.NoContent();
    }

    private static void MakerOnly(Caller caller) => caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
}

public sealed record DutyChange(bool OnDuty);

/// <param name="MessageId">Everything up to it was seen.</param>
public sealed record SeenInput(string? MessageId);
