using System.Globalization;

namespace Crm.Bench.Storm;

/// <summary>What happens on the platform, one thing per number: mostly noise, between it scans, chats and goodbyes.</summary>
internal sealed class Script(StormOptions options, Ledger ledger, FakePlatform platform)
{
    private const int MembersOfCorp = 2000;
    private int _scans;
    private int _chats;

    /// <summary>Makes the next thing happen now.</summary>
    public Callback Next(int number, DateTimeOffset now, out Scan? scan)
    {
        scan = null;
        // Spread evenly: the count that should have been reached by now.
        if (_scans < (long)(number + 1) * options.ScansPerMinute / 60 / options.Rate)
            return (scan = NewScan(_scans++, now)).Callback;
        if (_chats < (long)(number + 1) * options.KfPerSecond / options.Rate)
            return Chat(_chats++, now);
        return (number % 10) switch
        {
            < 4 => new Callback(StormCorp.ContactApp, App("text", number, now, $"<Content><![CDATA[内部消息 {number}]]></Content><MsgId>{8_000_000_000_000_000_000 + number}</MsgId>")),
            < 7 => new Callback(StormCorp.ContactApp, Contact("edit_external_contact", number, now, $"wmedit{number:00000000}", "")),
            _ => new Callback(StormCorp.ContactApp, App("event", number, now, $"<Event><![CDATA[enter_agent]]></Event><EventKey><![CDATA[{number}]]></EventKey>")),
        };
    }

    /// <summary>The customer goes again; this may overtake the news that they came.</summary>
    public static Callback Goodbye(Scan scan, DateTimeOffset now) =>
        new(StormCorp.ContactApp, Contact("del_follow_user", 0, now, scan.Customer, ""));

    private Scan NewScan(int number, DateTimeOffset now)
    {
        var late = options.Faults && number % 50 == 49;
        var born = late ? now.AddSeconds(-25) : now;
        var customer = string.Create(CultureInfo.InvariantCulture, $"wmscan{number:00000000}");
        var code = $"CODE{customer}";
        var callback = new Callback(StormCorp.ContactApp, Contact(number % 11 == 10 ? "add_half_external_contact" : "add_external_contact", number, born, customer,
            $"<State><![CDATA[d0001-cstorm]]></State><WelcomeCode><![CDATA[{code}]]></WelcomeCode>"));
        return ledger.Scans[code] = new Scan(customer, code, born, late, callback);
    }

    private Callback Chat(int number, DateTimeOffset now)
    {
        // Every fifth line is somebody's second one.
        var who = number % 5 == 4 ? number - 3 : number;
        var account = StormCorp.Accounts[who % StormCorp.Accounts.Length];
        var asks = number % 10 == 3;
        if (asks)
            ledger.AddAsker();
        var token = platform.Kf.Write(account, string.Create(CultureInfo.InvariantCulture, $"wmchat{who:00000000}"), number,
            asks ? string.Create(CultureInfo.InvariantCulture, $"请给我回个电话，我的号码是139{number:00000000}") : $"你好，{number}");
        return new Callback(StormCorp.KfApp,
            $"<xml><ToUserName><![CDATA[{StormCorp.CorpId}]]></ToUserName><CreateTime>{now.ToUnixTimeSeconds()}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[kf_msg_or_event]]></Event><Token><![CDATA[{token}]]></Token><OpenKfId><![CDATA[{account}]]></OpenKfId></xml>");
    }

    private static string App(string type, int number, DateTimeOffset now, string rest) =>
        $"<xml><ToUserName><![CDATA[{StormCorp.CorpId}]]></ToUserName><FromUserName><![CDATA[member{number % MembersOfCorp}]]></FromUserName><CreateTime>{now.ToUnixTimeSeconds()}</CreateTime><MsgType><![CDATA[{type}]]></MsgType>{rest}<AgentID>1000002</AgentID></xml>";

    private static string Contact(string change, int number, DateTimeOffset now, string customer, string rest) =>
        $"<xml><ToUserName><![CDATA[{StormCorp.CorpId}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>{now.ToUnixTimeSeconds()}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[{change}]]></ChangeType><UserID><![CDATA[Sales{number % 40:00}]]></UserID><ExternalUserID><![CDATA[{customer}]]></ExternalUserID>{rest}</xml>";
}
