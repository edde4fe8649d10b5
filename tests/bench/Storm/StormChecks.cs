using System.Text.Json;

namespace Crm.Bench.Storm;

/// <summary>What must hold whatever the platform did: nothing lost, nothing doubled.</summary>
/// <param name="kills">How often the host was killed: each may have left a token or a message whose fate it could not know.</param>
internal sealed class StormChecks(Ledger ledger, FakePlatform platform, StormStore store, int kills)
{
    /// <summary>Sends on the way when a kill strikes, at most: the lanes of one channel.</summary>
    private const int OnTheWay = 8;

    private readonly List<string> _found = [.. ledger.Violations];

    public List<string> Run()
    {
        Inbox();
        Customers();
        Welcomes();
        Replies();
        Promises();
        Tokens();
        return _found;
    }

    /// <summary>Every callback answered with 200 once, no callback twice, nothing that never happened.</summary>
    private void Inbox()
    {
        var callbacks = ledger.Callbacks.ToDictionary(callback => callback.Inner, callback => callback, StringComparer.Ordinal);
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        var pulled = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (raw, _) in store.Inbox())
        {
            if (raw.StartsWith('<'))
                times[raw] = times.GetValueOrDefault(raw) + 1;
            else if (JsonElement.Parse(raw).GetProperty("msgid").GetString() is { } id)
                pulled[id] = pulled.GetValueOrDefault(id) + 1;
        }

        Say(callbacks.Values.Count(callback => callback.Acknowledged && !times.ContainsKey(callback.Inner)), "callbacks were answered 200 and are gone");
        Say(times.Count(pair => pair.Value > 1), "callbacks are stored more than once");
        Say(times.Keys.Count(raw => !callbacks.ContainsKey(raw)), "callbacks are stored that never happened");
        Say(ledger.KfMessages.Keys.Count(id => !pulled.ContainsKey(id)), "customer-service messages were never pulled");
        Say(pulled.Count(pair => pair.Value > 1), "customer-service messages are stored more than once");
        Say((int)(store.Count("select count(*) from message where direction = 'in'") - ledger.KfMessages.Count), "messages too many (or too few) in conversations");
        Say((int)store.Count("select count(*) from inbox where channel = 'wecom' and disposition = 'quarantined'"), "items were quarantined");
    }

    private void Customers()
    {
        var people = ledger.Scans.Values.Where(scan => scan.Callback.Acknowledged).Select(scan => scan.Customer)
            .Concat(ledger.KfCustomers.Keys).ToHashSet(StringComparer.Ordinal);
        // A goodbye may be all we ever heard of somebody whose scan was given up.
        var all = people.Concat(ledger.Scans.Values.Select(scan => scan.Customer)).Distinct().Count();
        var known = store.Count("select count(*) from customer");
        if (known < people.Count || known > all)
            _found.Add($"{known} customers for {people.Count} people");
    }

    private void Welcomes()
    {
        Say(ledger.Scans.Values.Count(scan => scan.Late && scan.WelcomedAt is not null), "welcomes went out with a dead code");
        Say((int)store.Count("select count(*) from (select effect_key from delivery where notice = 'welcome' group by effect_key having count(*) > 1) twice"),
            "contacts have more than one welcome");
    }

    /// <summary>One answer per line; after a kill the same message may go again under the same id, nothing else.</summary>
    private void Replies()
    {
        Say(ledger.KfCustomers.Values.Count(person => person.Replies.Count > person.Written), "customers got more answers than they wrote lines");
        Say(ledger.KfCustomers.Values.Count(person => person.Replies.Count < person.Written) - Unanswerable(), "customers wait for an answer without a reason");
        var again = ledger.KfCustomers.Values.Sum(person => person.Replies.Values.Sum(times => times - 1));
        if (again > kills * OnTheWay)
            _found.Add($"{again} answers were sent again under their id, which {kills} kills do not explain");
    }

    /// <summary>Replies the host knows it could not deliver; they lie on the shelf for a person.</summary>
    private int Unanswerable() =>
        store.Deliveries().Where(row => row.Notice is not ("welcome" or "lookup") && row.State is 3 or 4 or 5).Sum(row => row.Count);

    /// <summary>Whoever asked for a call has one promise, and what fell due is done.</summary>
    private void Promises()
    {
        if (store.Count("select count(*) from promise") is var promises && promises != ledger.Askers)
            _found.Add($"{promises} promises for {ledger.Askers} who asked");
        var justNow = TimeProvider.System.GetUtcNow().AddSeconds(-15).ToUnixTimeMilliseconds();
        Say((int)store.Count($"select count(*) from step where state in (0, 1) and due_at < {justNow}"), "steps of promises are overdue");
    }

    private void Tokens()
    {
        foreach (var app in platform.Tokens)
            if (app.Asked.Count(times => times > 1) is var twice && twice > kills)
                _found.Add($"{app.App}: {twice} tokens were asked for more than once ({string.Join(",", app.Asked)})");
    }

    private void Say(int count, string what)
    {
        if (count > 0 || count < 0 && what.Contains("too few", StringComparison.Ordinal))
            _found.Add($"{count} {what}");
    }
}
