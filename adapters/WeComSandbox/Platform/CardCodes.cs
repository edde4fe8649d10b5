using System.Security.Cryptography;

namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>Codes to change a card: each good for one change within a day.</summary>
internal sealed class CardCodes
{
    private readonly Dictionary<string, (SentCard Card, DateTimeOffset Until)> _codes = new(StringComparer.Ordinal);

    public string Issue(SentCard card, DateTimeOffset now)
    {
        var code = "RESP" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 60);
        _codes[code] = (card, now + SentCard.CodeLife);
        return code;
    }

    public SentCard? Take(string code, DateTimeOffset now) => _codes.Remove(code, out var known) && now <= known.Until ? known.Card : null;
}
