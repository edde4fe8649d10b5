using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Host.Demo;

/// <summary>
/// Sample dealers who have a company of their own on the platform: one with its own app, one with the maker's shared
/// app, and one who has yet to confirm the share (the sandbox's staff page can do that).
/// </summary>
internal static class DemoCorps
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static readonly DemoCorp[] All =
    [
        new("SH-PD", "浦东大众示例店", "zhaolei", 1000010, IsShared: false, IsConfirmed: true),
        new("SH-MH", "闵行大众示例店", "sunli", 1000020, IsShared: true, IsConfirmed: true),
        new("BJ-CY", "朝阳大众示例店", "zhouqiang", 1000030, IsShared: true, IsConfirmed: false),
    ];

    /// <summary>The same for the adapter and for the sandbox. Secrets follow from the maker's, which is kept in a file.</summary>
    public static Dictionary<string, string?> Settings(string makersSecret)
    {
        var settings = new Dictionary<string, string?>();
        foreach (var (number, corp) in All.Index())
        {
            var (corpId, token, key) = ("ww" + Derived("id", 16).ToLowerInvariant(), Derived("token", 24), Derived("key", 43));
            var (secret, agentId) = (corp.IsShared ? null : Derived("secret", 43), corp.AgentId.ToString(CultureInfo.InvariantCulture));
            Add($"Crm:Plugins:wecom:Settings:Corps:{number + 1}",
                ("Key", corp.Key), ("CorpId", corpId), ("Dealer", corp.Dealer), ("SharedFrom", corp.IsShared ? "maker/crm" : null), ("Agents:0:Key", "crm"),
                ("Agents:0:AgentId", agentId), ("Agents:0:CorpSecret", secret), ("Agents:0:Token", token), ("Agents:0:EncodingAESKey", key),
                ("Agents:0:Capabilities:0", "AppMessage"), ("Agents:0:Capabilities:1", "ExternalContact"));
            Add($"Crm:Plugins:wecom-sandbox:Settings:Dealers:{number}",
                ("CorpId", corpId), ("Name", corp.Name), ("CorpKey", corp.Key), ("AgentKey", "crm"), ("AgentId", agentId), ("CorpSecret", secret), ("Token", token),
                ("EncodingAESKey", key), ("SharedFrom", corp.IsShared ? "1000002" : null), ("ShareConfirmed", corp.IsConfirmed ? "true" : "false"), ("Members:0", corp.Member));

            string Derived(string what, int length) => string.Concat(
                HMACSHA512.HashData(Encoding.UTF8.GetBytes(makersSecret), Encoding.UTF8.GetBytes($"{corp.Dealer}|{what}")).Take(length).Select(value => Letters[value % Letters.Length]));
        }

        return settings;

        void Add(string section, params (string Name, string? Value)[] values)
        {
            foreach (var (name, value) in values)
                if (value is not null)
                    settings[$"{section}:{name}"] = value;
        }
    }
}

/// <param name="Dealer">The dealer's code.</param>
/// <param name="Member">Who gets the dealer's cards.</param>
internal sealed record DemoCorp(string Dealer, string Name, string Member, long AgentId, bool IsShared, bool IsConfirmed)
{
    public string Key => Dealer.ToLowerInvariant();
}
