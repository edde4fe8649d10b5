using System.Text;

namespace Crm.Adapters.WeCom.Wire;

/// <summary>
/// From a delivery's bytes to the authentic message, checks in the order of <see cref="Refusal"/>. Nothing is decrypted
/// before its signature is right, so there is no padding oracle.
/// </summary>
internal static class CallbackReader
{
    /// <summary>Opens a delivery.</summary>
    /// <param name="keys">Current set first; whichever verifies is accepted, so that a rotation loses nothing.</param>
    /// <param name="message">The decrypted bytes; also set for <see cref="Refusal.BadInnerMessage"/>, to be quarantined.</param>
    public static Refusal TryOpen(
        WeComApp app, ReadOnlyMemory<byte> body, in CallbackQuery query, DateTimeOffset now, int windowSeconds,
        out ReadOnlyMemory<byte> message, out InnerMessage? inner)
    {
        message = default;
        inner = null;
        if (!Envelope.TryRead(body, out var encrypt))
            return Refusal.BadEnvelope;
        var refusal = TryDecrypt(app, encrypt, query, now, windowSeconds, out message);
        if (refusal != Refusal.None)
            return refusal;
        inner = InnerMessage.Read(message);
        if (inner is null)
            return Refusal.BadInnerMessage;
        return inner.IsFor(app.ReceiveId) ? Refusal.None : Refusal.WrongReceiveId;
    }

    /// <summary>Verifies and decrypts; used alone for URL verification, whose message is no XML.</summary>
    public static Refusal TryDecrypt(
        WeComApp app, ReadOnlySpan<byte> encrypt, in CallbackQuery query, DateTimeOffset now, int windowSeconds,
        out ReadOnlyMemory<byte> message)
    {
        message = default;
        var worst = Refusal.BadSignature;
        foreach (var keys in app.CallbackKeys)
        {
            if (!keys.Signature.Matches(query.Signature, query.Timestamp, query.Nonce, encrypt))
                continue;
            if (!query.IsTimely(now, windowSeconds))
                return Refusal.StaleTimestamp;
            var refusal = keys.Cipher.TryDecrypt(encrypt, out message);
            if (refusal == Refusal.None)
                return refusal;
            if (refusal > worst)
                worst = refusal;
        }

        return worst;
    }

    /// <summary>
    /// Verifies the echo of a GET. A sender that does not escape its Base64 has its plus signs read as blanks.
    /// </summary>
    public static Refusal TryVerify(
        WeComApp app, string echo, in CallbackQuery query, DateTimeOffset now, int windowSeconds, out ReadOnlyMemory<byte> message) =>
        TryDecrypt(app, Encoding.UTF8.GetBytes(echo.Replace(' ', '+')), query, now, windowSeconds, out message);
}
