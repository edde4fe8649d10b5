using System.Security.Cryptography;

namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>One token at a time; asking again while it lives gives the same one.</summary>
internal sealed class AccessTokens(WeComPlatformOptions options, TimeProvider time, Faults faults)
{
    private const int Life = 7200;
    private readonly HashSet<string> _expired = [];
    private string? _current;
    private DateTimeOffset _until;

    public int Requests { get; private set; }

    public (string Token, int ExpiresIn) Issue(string? corpId, string? secret)
    {
        Requests++;
        if (string.IsNullOrEmpty(corpId))
            throw new WeComError(41002, "corpid missing");
        if (string.IsNullOrEmpty(secret))
            throw new WeComError(41004, "corpsecret missing");
        if (corpId != options.CorpId)
            throw new WeComError(40013, "invalid corpid");
        if (secret != options.CorpSecret)
            throw new WeComError(40001, "invalid credential");
        if (Requests > faults.TokenLimit)
            throw new WeComError(45009, "api freq out of limit");
        var now = time.GetUtcNow();
        if (_current is null || now >= _until)
        {
            Retire();
            // As long as the documentation allows, so that nobody stores it in a column too narrow.
            _current = RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 512);
            _until = now.AddSeconds(Life);
        }

        return (_current, (int)(_until - now).TotalSeconds);
    }

    public void Check(string? token)
    {
        if (string.IsNullOrEmpty(token))
            throw new WeComError(41001, "access_token missing");
        if (token == _current && time.GetUtcNow() < _until)
            return;
        throw token == _current || _expired.Contains(token)
            ? new WeComError(42001, "access_token expired")
            : new WeComError(40014, "invalid access_token");
    }

    /// <summary>The platform may take a token back before its time: 40014 from then on.</summary>
    public void Revoke() => _current = null;

    private void Retire()
    {
        if (_current is not null)
            _expired.Add(_current);
    }
}
