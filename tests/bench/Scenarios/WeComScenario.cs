using System.Globalization;
using System.Text;
using Crm.Bench.Load;
using Crm.Tests.Support;

namespace Crm.Bench.Scenarios;

/// <summary>App text messages as the platform sends them: signed, encrypted, each with its own MsgId.</summary>
internal sealed class WeComScenario : IScenario
{
    /// <summary>More than the host can take, so that the pool lasts; beyond it requests are made on the fly.</summary>
    private const int PreparedPerSecond = 12_000;

    private const string CorpId = "wwbench0000000001";
    private const string Token = "benchTokenbenchTokenbench";
    private const string EncodingAesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

    public string Name => "wecom";

    public int Good => 200;

    public IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Crm__Plugins__wecom__Settings__TimestampWindowSeconds"] = "0",
        // Nobody listens there: callbacks must not need the platform.
        ["Crm__Plugins__wecom__Settings__ApiBaseUrl"] = "http://127.0.0.1:9",
        ["Crm__Plugins__wecom__Settings__Corps__0__Key"] = "bench",
        ["Crm__Plugins__wecom__Settings__Corps__0__CorpId"] = CorpId,
        ["Crm__Plugins__wecom__Settings__Corps__0__Agents__0__Key"] = "app",
        ["Crm__Plugins__wecom__Settings__Corps__0__Agents__0__AgentId"] = "1000002",
        ["Crm__Plugins__wecom__Settings__Corps__0__Agents__0__CorpSecret"] = "bench-secret",
        ["Crm__Plugins__wecom__Settings__Corps__0__Agents__0__Token"] = Token,
        ["Crm__Plugins__wecom__Settings__Corps__0__Agents__0__EncodingAESKey"] = EncodingAesKey,
        ["Crm__Plugins__wecom__Settings__Corps__0__Agents__0__Capabilities__0"] = "AppMessage",
    };

    public Task<IRequestSource> PrepareAsync(HostProcess host, int clients, int seconds) =>
        Task.FromResult<IRequestSource>(new Source(seconds * PreparedPerSecond));

    private sealed class Source : IRequestSource
    {
        private readonly WeComSealer _sealer = new(Token, EncodingAesKey, CorpId);
        private readonly byte[][] _prepared;
        private int _next;

        public Source(int prepared) => _prepared = [.. Enumerable.Range(0, prepared).Select(Request)];

        public ReadOnlySpan<byte> Next(int client)
        {
            var number = _next++;
            return number < _prepared.Length ? _prepared[number] : Request(number);
        }

        private byte[] Request(int number)
        {
            var inner = string.Create(CultureInfo.InvariantCulture, $"""
                <xml><ToUserName><![CDATA[{CorpId}]]></ToUserName><FromUserName><![CDATA[member{number % 5000}]]></FromUserName><CreateTime>1767225600</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[请问这周末可以安排试驾吗？{number}]]></Content><MsgId>{7_000_000_000_000_000_000 + number}</MsgId><AgentID>1000002</AgentID></xml>
                """);
            var (encrypt, query) = _sealer.Seal(inner, "1767225600", string.Create(CultureInfo.InvariantCulture, $"{number:00000000}"));
            var body = $"<xml><ToUserName><![CDATA[{CorpId}]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[{encrypt}]]></Encrypt></xml>";
            return Encoding.UTF8.GetBytes(
                $"POST /in/wecom/bench/app?{query} HTTP/1.1\r\nHost: bench\r\nContent-Type: text/xml\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        }
    }
}
