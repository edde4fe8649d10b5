using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Operations;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Reads;

/// <summary>Pages inside the WeCom client: who opened one, and signatures for its scripts (spec/wecom.md 4.7).</summary>
internal sealed class ClientPages(WeComOptions options, WeComApi api, Tickets tickets, TimeProvider time) : IClientPages
{
    private const int NonceLength = 16;
    private const int LongestCode = 512;

    public Uri SignInAddress(string account, Uri returnTo, string state)
    {
        var app = App(account);
        return new Uri($"{options.SignInUrl}?appid={app.CorpId}&redirect_uri={Uri.EscapeDataString(returnTo.AbsoluteUri)}&response_type=code"
            + $"&scope=snsapi_base&state={Uri.EscapeDataString(state)}&agentid={app.AgentId}#wechat_redirect");
    }

    public async Task<PageVisitor> VisitorAsync(string account, string code, CancellationToken cancellationToken)
    {
        if (code.Length is 0 or > LongestCode)
            throw new ChannelReadException("sign-in-code", null);
        var answer = await api.CallAsync(App(account), new ApiCall("auth/getuserinfo", Query: $"code={Uri.EscapeDataString(code)}"), cancellationToken);
        // Used, expired or made up: the visitor signs in again. An answer lost on the way has used the code as well.
        if (answer.Class == ErrorClass.Login || answer.Lost)
            throw new ChannelReadException("sign-in-code", null, answer.Code);
        var visitor = answer.Checked();
        return new PageVisitor(visitor.Text("userid")?.ToLowerInvariant(), visitor.Text("external_userid"), visitor.Text("openid"));
    }

    public async Task<PageSignatures> SignAsync(string account, Uri page, CancellationToken cancellationToken)
    {
        var app = App(account);
        if (app.AgentId is not { } agentId)
            throw new ChannelReadException("configuration", null);
        var company = Ticket(await tickets.OfCompanyAsync(app, cancellationToken));
        var own = Ticket(await tickets.OfAppAsync(app, cancellationToken));
        var nonce = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", NonceLength);
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        // As typed, not as .NET would write it: the browser signs what its address bar shows.
        var address = page.OriginalString.Split('#')[0];
        return new PageSignatures(
            app.CorpId, agentId.ToString(CultureInfo.InvariantCulture), nonce, timestamp,
            Signature(company, nonce, timestamp, address), Signature(own, nonce, timestamp, address));
    }

    /// <summary>Raw values, in this order, nothing escaped.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The platform's protocol fixes SHA-1; the secret ticket is part of the input.")]
    internal static string Signature(string ticket, string nonce, long timestamp, string address) =>
        Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"jsapi_ticket={ticket}&noncestr={nonce}&timestamp={timestamp}&url={address}"))));

    private WeComApp App(string account) => options.FindAccount(account) ?? throw new ChannelReadException("configuration", null);

    private static string Ticket(TokenAnswer answer)
    {
        if (answer.Token is { } ticket)
            return ticket.Value;
        answer.Failure!.Checked();
        throw new ChannelReadException("no-answer", Backoff.Busy);
    }
}
