using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links;

/// <summary>Questions to a platform, remembered until they are answered: a restart or a busy platform only delays them.</summary>
public sealed class ChannelTasks
{
    private const string AskSql = """
        insert into channel_task (kind, channel, account, subject, due_at, asked, attempts) values (@kind, @channel, @account, @subject, @due_at, 1, 0)
        on conflict (kind, channel, account, subject) do update set asked = channel_task.asked + 1,
            due_at = case when channel_task.due_at < @due_at then channel_task.due_at else @due_at end
        """;

    private const string DueSql = """
        select kind, channel, account, subject, due_at, asked, attempts from channel_task where due_at <= @now order by due_at, subject limit 50
        """;

    private const string DoneSql = """
        delete from channel_task where kind = @kind and channel = @channel and account = @account and subject = @subject and asked = @asked
        """;

    private const string StartSql = """
        update channel_task set due_at = @until
        where kind = @kind and channel = @channel and account = @account and subject = @subject and asked = @asked
        """;

    private const string LaterSql = """
        update channel_task set due_at = @due_at, attempts = @attempts, fault = @fault
        where kind = @kind and channel = @channel and account = @account and subject = @subject and asked = @asked
        """;

    /// <summary>Something may be due.</summary>
    internal Signal Due { get; } = new();

    /// <summary>Wants it asked at <paramref name="at"/>, or earlier where somebody wants it earlier.</summary>
    public void Ask(Unit unit, string kind, string channel, string account, string subject, DateTimeOffset? at = null)
    {
        unit.Add(AskSql, ("kind", kind), ("channel", channel), ("account", account), ("subject", subject),
            ("due_at", (at ?? unit.Now).ToUnixTimeMilliseconds()));
        unit.AfterCommit(Due.Set);
    }

    internal static Task<IReadOnlyList<ChannelTask>> DueAsync(Database database, long now, CancellationToken cancellationToken) =>
        database.QueryAsync<ChannelTask>(DueSql, new { now }, cancellationToken);

    /// <summary>Not due while it runs, so that a wish made meanwhile keeps its own time; due again if this process dies.</summary>
    internal static void Start(Unit unit, ChannelTask task, long until) => unit.Add(StartSql, [.. Key(task), ("until", until)]);

    internal static void Done(Unit unit, ChannelTask task) => unit.Add(DoneSql, Key(task));

    internal static void Later(Unit unit, ChannelTask task, long dueAt, long attempts, string? fault) =>
        unit.Add(LaterSql, [.. Key(task), ("due_at", dueAt), ("attempts", attempts), ("fault", fault)]);

    private static (string, object?)[] Key(ChannelTask task) =>
        [("kind", task.Kind), ("channel", task.Channel), ("account", task.Account), ("subject", task.Subject), ("asked", task.Asked)];
}

/// <param name="Subject">Whom or what it is about, such as a contact or a run.</param>
public sealed record ChannelTask(string Kind, string Channel, string Account, string Subject, long DueAt, long Asked, long Attempts);

/// <summary>Asks one kind of question. Runs at least once per wish, outside any transaction.</summary>
public interface IChannelTaskHandler
{
    string Kind { get; }

    /// <summary>When to go on with the same subject; null = done.</summary>
    Task<DateTimeOffset?> RunAsync(ChannelTask task, CancellationToken cancellationToken);
}
