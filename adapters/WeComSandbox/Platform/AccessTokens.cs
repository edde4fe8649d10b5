using System.Security.Cryptography;

namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>One token per app at a time; asking again while it lives gives the same one (4.1).</summary>
internal sealed class AccessTokens(World world)
{
    private const int Life = 7200;
    private readonly Dictionary<string, (App App, DateTimeOffset Until)> _issued = new(StringComparer.Ordinal);
    private readonly Queue<DateTimeOffset> _wrong = new();
    private DateTimeOffset _blockedUntil;

    public int Requests { get; private set; }

    public (string Token, int ExpiresIn) Issue(string? corpId, string? secret)
    {
        Requests++;
        var now = world.Time.GetUtcNow();
        if (now < _blockedUntil)
            throw new WeComError(45009, "api freq out of limit: too many wrong secrets, blocked for an hour");
        if (string.IsNullOrEmpty(corpId))
            throw new WeComError(41002, "corpid missing");
        if (string.IsNullOrEmpty(secret))
            throw new WeComError(41004, "corpsecret missing");
        var company = world.Companies.FirstOrDefault(company => company.CorpId == corpId) ?? throw new WeComError(40013, "invalid corpid");
        var app = company.Apps.FirstOrDefault(app => app.Options.Secret == secret) ?? throw Wrong(now);
        app.TokenRequests++;
        return Requests > world.Faults.TokenLimit ? throw new WeComError(45009, "api freq out of limit") : For(app);
    }

    /// <summary>The app's token, a new one if the last has died.</summary>
    public (string Token, int ExpiresIn) For(App app)
    {
        var now = world.Time.GetUtcNow();
        if (app.CurrentToken is not { } token || !_issued.TryGetValue(token, out var known) || now >= known.Until)
        {
            // As long as the documentation allows, so that nobody stores it in a column too narrow.
            token = app.CurrentToken = RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 512);
            _issued[token] = known = (app, now.AddSeconds(Life));
        }

        return (token, (int)(known.Until - now).TotalSeconds);
    }

    public App Check(string? token)
    {
        if (string.IsNullOrEmpty(token))
            throw new WeComError(41001, "access_token missing");
        if (!_issued.TryGetValue(token, out var known))
            throw new WeComError(40014, "invalid access_token");
        return world.Time.GetUtcNow() < known.Until ? known.App : throw new WeComError(42001, "access_token expired");
    }

    /// <summary>The platform may take a token back before its time: 40014 from then on.</summary>
    public void Revoke(App app)
    {
        if (app.CurrentToken is { } token)
            _issued.Remove(token);
        app.CurrentToken = null;
    }

    /// <summary>As <see cref="Revoke"/>, but told as an expiry: 42001.</summary>
    public void Expire(App app)
    {
        if (app.CurrentToken is { } token)
            _issued[token] = (app, world.Time.GetUtcNow());
        app.CurrentToken = null;
    }

    private WeComError Wrong(DateTimeOffset now)
    {
        while (_wrong.TryPeek(out var first) && now - first >= TimeSpan.FromHours(1))
            _wrong.Dequeue();
        _wrong.Enqueue(now);
        if (_wrong.Count >= world.Faults.WrongSecretsBeforeBlock)
            _blockedUntil = now.AddHours(1);
        return new WeComError(world.Faults.WrongSecretCode, "invalid credential");
    }
}
