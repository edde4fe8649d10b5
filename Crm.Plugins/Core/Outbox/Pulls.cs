using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Outbox;

/// <summary>Remembers durably that a source wants to be pulled.</summary>
public sealed class Pulls
{
    private const string WakeSql = """
        insert into pull_source (channel, key, hint, hint_at, woken, next_at) values (@channel, @key, @hint, @hint_at, 1, @now)
        on conflict (channel, key) do update set woken = pull_source.woken + 1,
            hint = coalesce(@hint, pull_source.hint), hint_at = coalesce(@hint_at, pull_source.hint_at)
        """;

    internal Signal Woken { get; } = new();

    public void Wake(Unit unit, string channel, PullWake wake)
    {
        unit.Add(WakeSql, ("channel", channel), ("key", wake.Key), ("hint", wake.Hint), ("hint_at", wake.Hint is null ? null : unit.NowMs),
            ("now", unit.NowMs));
        unit.AfterCommit(Woken.Set);
    }
}
