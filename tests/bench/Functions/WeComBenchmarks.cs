using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Crm.Adapters.WeCom;
using Crm.Adapters.WeCom.Wire;
using Crm.Bench.Scenarios;

namespace Crm.Bench.Functions;

/// <summary>One callback of an app message: envelope read, signature checked, decrypted, inner XML read. Target: under 10 µs and 4 KB.</summary>
[MemoryDiagnoser]
public class WeComBenchmarks
{
    private const string CorpId = "wwbench0000000001";
    private const string Token = "benchTokenbenchTokenbench";
    private const string EncodingAesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_767_225_600);
    private byte[] _body = [];
    private CallbackQuery _query;
    private WeComApp _app = null!;

    [GlobalSetup]
    public void Prepare()
    {
        const string inner = $"""
            <xml><ToUserName><![CDATA[{CorpId}]]></ToUserName><FromUserName><![CDATA[member1]]></FromUserName><CreateTime>1767225600</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[请问这周末可以安排试驾吗？]]></Content><MsgId>7000000000000000001</MsgId><AgentID>1000002</AgentID></xml>
            """;
        var timestamp = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var (encrypt, query) = new WeComSealer(Token, EncodingAesKey, CorpId).Seal(inner, timestamp, "nonce1");
        var signature = query.Split('&')[0].Split('=')[1];
        _query = new CallbackQuery(signature, timestamp, "nonce1");
        _body = Encoding.UTF8.GetBytes($"<xml><ToUserName><![CDATA[{CorpId}]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[{encrypt}]]></Encrypt></xml>");
        _app = new WeComApp
        {
            CorpKey = "bench", CorpId = CorpId, Key = "app", ReceiveId = CorpId, AgentId = 1000002, CorpSecret = null,
            CallbackKeys = [new CallbackKeys(Token, EncodingAesKey, CorpId)], Capabilities = Capabilities.AppMessage, OpenKfIds = [],
        };
        if (Open() != 0)
            throw new InvalidOperationException("The sealed callback was refused: nothing to measure.");
    }

    /// <returns>0 = accepted.</returns>
    [Benchmark]
    public int Open() => (int)CallbackReader.TryOpen(_app, _body, _query, Now, 600, out _, out _);
}
