using System.Globalization;
using System.Text;
using Crm.Bench.Scenarios;

namespace Crm.Bench.Storm;

/// <summary>The corp of the fake platform with its two apps, each with a secret of its own, and what the host is told of them.</summary>
internal static class StormCorp
{
    public const string CorpId = "wwstorm0000000001";
    public const string ContactApp = "contact";
    public const string KfApp = "kf";
    public static readonly string[] Accounts = ["wkstorm001", "wkstorm002", "wkstorm003"];

    private const string Token = "stormTokenstormTokenstorm";
    private const string EncodingAesKey = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    private static readonly WeComSealer Sealer = new(Token, EncodingAesKey, CorpId);
    private static long _nonce;

    public static Dictionary<string, string> Settings(Uri api)
    {
        const string corp = "Crm__Plugins__wecom__Settings__Corps__0__";
        var settings = new Dictionary<string, string>
        {
            ["Crm__Plugins__wecom__Settings__ApiBaseUrl"] = api.GetLeftPart(UriPartial.Authority),
            [corp + "Key"] = "storm",
            [corp + "CorpId"] = CorpId,
        };
        App(0, ContactApp, 1000002, "AppMessage", "ExternalContact");
        App(1, KfApp, 1000003, "CustomerService", "ExternalContact");
        for (var i = 0; i < Accounts.Length; i++)
            settings[$"{corp}Agents__1__OpenKfIds__{i}"] = Accounts[i];
        return settings;

        void App(int index, string key, int agentId, params string[] capabilities)
        {
            var agent = $"{corp}Agents__{index}__";
            settings[agent + "Key"] = key;
            settings[agent + "AgentId"] = agentId.ToString(CultureInfo.InvariantCulture);
            settings[agent + "CorpSecret"] = Secret(key);
            settings[agent + "Token"] = Token;
            settings[agent + "EncodingAESKey"] = EncodingAesKey;
            for (var i = 0; i < capabilities.Length; i++)
                settings[$"{agent}Capabilities__{i}"] = capabilities[i];
        }
    }

    public static string Secret(string app) => $"storm-secret-of-{app}";

    /// <summary>One delivery of a message: each has its own nonce, time and ciphertext.</summary>
    public static (string PathAndQuery, byte[] Body) Seal(string app, string inner, DateTimeOffset now)
    {
        var nonce = string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _nonce):0000000000}");
        var (encrypt, query) = Sealer.Seal(inner, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), nonce);
        return ($"in/wecom/storm/{app}?{query}",
            Encoding.UTF8.GetBytes($"<xml><ToUserName><![CDATA[{CorpId}]]></ToUserName><AgentID><![CDATA[]]></AgentID><Encrypt><![CDATA[{encrypt}]]></Encrypt></xml>"));
    }
}
