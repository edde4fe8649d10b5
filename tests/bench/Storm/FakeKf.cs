using System.Globalization;

namespace Crm.Bench.Storm;

/// <summary>
/// Customer service: messages wait in a log per account and are read page by page. Pages are short although more is
/// there, some are empty, and some repeat the end of the one before.
/// </summary>
internal sealed class FakeKf(StormOptions options, Ledger ledger, FakeFaults faults)
{
    private const int MostPerWindow = 5;
    private readonly Dictionary<string, List<object>> _logs = StormCorp.Accounts.ToDictionary(account => account, _ => new List<object>());
    private readonly Dictionary<string, int> _tokens = [];
    private readonly Lock _gate = new();
    private int _pages;

    public int Pages => _pages;

    /// <summary>A customer writes.</summary>
    /// <returns>The token of the event that tells about it.</returns>
    public string Write(string account, string customer, int number, string text)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"kfmsg{number:0000000000}");
        var token = $"ENC{id}";
        var now = TimeProvider.System.GetUtcNow();
        lock (_gate)
        {
            var person = ledger.KfCustomers.GetOrAdd(customer, _ => new KfCustomer());
            person.Written++;
            person.WroteAt = now;
            ledger.KfMessages[id] = 0;
            _tokens[token] = 0;
            _logs[account].Add(new
            {
                msgid = id, open_kfid = account, external_userid = customer, send_time = now.ToUnixTimeSeconds(), origin = 3,
                msgtype = "text", text = new { content = text },
            });
        }

        return token;
    }

    public object Sync(FakeCall call)
    {
        lock (_gate)
        {
            if (!_logs.TryGetValue(call.Text("open_kfid"), out var log))
                return FakeCall.Error(95004, "unknown account");
            var token = call.Text("token");
            // Some tokens are refused although they are fresh: the adapter must read on without.
            if (token.Length > 0 && (!_tokens.TryGetValue(token, out var used) || options.Faults && !faults.Over && used == 0 && token.EndsWith("07", StringComparison.Ordinal)))
            {
                if (_tokens.ContainsKey(token))
                    _tokens[token] = 1;
                return FakeCall.Error(95007, "invalid msg token");
            }

            var cursor = call.Text("cursor").Split('-');
            var from = cursor.Length == 3 ? int.Parse(cursor[1], CultureInfo.InvariantCulture) : 0;
            var page = ++_pages;
            if (page % 7 == 0 && from < log.Count)
                return Page([], from, page, more: true);
            var size = options.Faults ? 1 + (page % 40) : 1000;
            var start = options.Faults && page % 3 == 0 ? Math.Max(0, from - 2) : from;
            var to = Math.Min(log.Count, from + size);
            return Page(log[start..to], to, page, to < log.Count);
        }
    }

    public object Send(FakeCall call)
    {
        if (!ledger.KfCustomers.TryGetValue(call.Text("touser"), out var person))
            return FakeCall.Error(95031, "no enquiry");
        var id = call.Text("msgid");
        if (id.Length is 0 or > 32)
            return FakeCall.Error(40058, "msgid");
        lock (_gate)
        {
            if (person.Replies.Values.Sum() >= MostPerWindow * person.Written)
                return FakeCall.Error(95001, "five messages");
            person.Replies[id] = person.Replies.GetValueOrDefault(id) + 1;
            person.RepliedAt ??= TimeProvider.System.GetUtcNow();
            return new { errcode = 0, errmsg = "ok", msgid = id };
        }
    }

    public void Disturb(FakeCall call)
    {
        if (call.Path == "kf/send_msg" && ledger.KfCustomers.TryGetValue(call.Text("touser"), out var person))
            person.Disturbed = true;
    }

    private static object Page(List<object> messages, int to, int page, bool more) => new
    {
        errcode = 0, errmsg = "ok", next_cursor = string.Create(CultureInfo.InvariantCulture, $"c-{to}-{page}"), has_more = more ? 1 : 0, msg_list = messages,
    };
}
