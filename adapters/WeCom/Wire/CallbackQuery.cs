using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Crm.Adapters.WeCom.Wire;

/// <summary>The signed query of a callback. The values are used verbatim: leading zeros are part of the signature.</summary>
internal readonly record struct CallbackQuery(string Signature, string Timestamp, string Nonce)
{
    public static bool TryRead(IQueryCollection query, out CallbackQuery result)
    {
        result = default;
        if (!TryGet(query, "msg_signature", out var signature)
            || !TryGet(query, "timestamp", out var timestamp)
            || !TryGet(query, "nonce", out var nonce))
            return false;
        result = new(signature, timestamp, nonce);
        return true;
    }

    /// <summary>A parameter that is there exactly once and not empty.</summary>
    public static bool TryGet(IQueryCollection query, string name, out string value)
    {
        var values = query[name];
        value = values.Count == 1 ? values[0] ?? "" : "";
        return value.Length > 0;
    }

    /// <summary>Digits only, and not further than <paramref name="windowSeconds"/> from now either way (0: any time).</summary>
    public bool IsTimely(DateTimeOffset now, int windowSeconds) =>
        long.TryParse(Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && (windowSeconds == 0 || Math.Abs(now.ToUnixTimeSeconds() - seconds) <= windowSeconds);
}
