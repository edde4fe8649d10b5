using System.Security.Cryptography;

namespace Crm.Adapters.WeComSandbox.Platform;

internal enum CodeKind
{
    ContactWelcome,
    SessionWelcome,
    SessionPool,
    SessionTaken,
    SessionEnd,
}

/// <param name="State">Session state in which the code was issued and must be used; null for a welcome.</param>
internal sealed record OneTimeCode(CodeKind Kind, string CustomerId, DateTimeOffset Until, int? State, KfAccount? Account)
{
    public bool Used { get; set; }
}

/// <summary>Codes that allow one message: 20 s for a welcome or an end, 48 h for the waiting pool.</summary>
internal sealed class OneTimeCodes(TimeProvider time)
{
    private readonly Dictionary<string, OneTimeCode> _codes = new(StringComparer.Ordinal);

    public string Issue(CodeKind kind, string customerId, int? state = null, KfAccount? account = null, bool dead = false)
    {
        var life = kind is CodeKind.SessionPool or CodeKind.SessionTaken ? TimeSpan.FromHours(48) : TimeSpan.FromSeconds(20);
        var code = "CODE" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 28);
        _codes[code] = new OneTimeCode(kind, customerId, dead ? DateTimeOffset.MinValue : time.GetUtcNow() + life, state, account);
        return code;
    }

    public OneTimeCode? Find(string? code) => code is null ? null : _codes.GetValueOrDefault(code);

    public bool Expired(OneTimeCode code) => time.GetUtcNow() > code.Until;
}
