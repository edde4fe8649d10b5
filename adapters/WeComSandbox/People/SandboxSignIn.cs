using System.Security.Cryptography;
using System.Text;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox;

/// <summary>The sign-in page and the JS-SDK of the WeCom client (4.7).</summary>
public sealed class SandboxSignIn
{
    private readonly Company _company;

    internal SandboxSignIn(Company company) => _company = company;

    /// <summary>A member agrees on the sign-in page; the code lives five minutes and is good for one question.</summary>
    public string Code(string member, bool withTicket = false)
    {
        lock (_company.World.Gate)
            return Issue(new SignInCode(_company.Member(member).Key, null, _company.Now + SignInCode.Life, withTicket));
    }

    /// <summary>A customer opens the page in WeChat.</summary>
    public string OutsiderCode(string customerId)
    {
        lock (_company.World.Gate)
            return Issue(new SignInCode(null, _company.Known(customerId).Person, _company.Now + SignInCode.Life, false));
    }

    /// <summary>Where the sign-in page sends the browser back: <c>redirect_uri</c> with a code and the state.</summary>
    /// <param name="scope"><c>snsapi_privateinfo</c> adds a user_ticket.</param>
    public Uri Authorize(string redirectUri, string state, string? scope, string? member = null)
    {
        var code = Code(member ?? First(), scope == "snsapi_privateinfo");
        return new Uri($"{redirectUri}{(redirectUri.Contains('?', StringComparison.Ordinal) ? '&' : '?')}code={code}&state={Uri.EscapeDataString(state)}");
    }

    /// <summary>What the client says to the page's signature: 0, 40093 (wrong, or the other kind's ticket) or 42012 (dead ticket).</summary>
    /// <param name="agentId">For <c>wx.agentConfig</c>; null for <c>wx.config</c>.</param>
    public int CheckSignature(string signature, string nonce, long timestamp, string url, long? agentId = null)
    {
        lock (_company.World.Gate)
        {
            var box = agentId is null ? _company.Ticket : _company.Apps.First(app => app.AgentId == agentId).AgentTicket;
            if (!box.IsAlive(_company.Now))
                return 42012;
            var text = $"jsapi_ticket={box.Current}&noncestr={nonce}&timestamp={timestamp}&url={url.Split('#')[0]}";
#pragma warning disable CA5350 // The protocol prescribes SHA-1.
            return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text))) == signature ? 0 : 40093;
#pragma warning restore CA5350
        }
    }

    private string First()
    {
        lock (_company.World.Gate)
            return _company.Working.First().UserId;
    }

    private string Issue(SignInCode code)
    {
        var text = RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 43);
        _company.SignInCodes[text] = code;
        return text;
    }
}
