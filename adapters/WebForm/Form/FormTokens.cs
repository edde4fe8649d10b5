using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WebForm.Form;

/// <summary>
/// Signed marks of when a form was shown, <c>{unix ms, hex}.{24 hex digits}.{HMAC}</c>. They need no memory, and the
/// key lies in the shared store, so any node may check what another one issued.
/// </summary>
internal sealed class FormTokens(IPluginState state, TimeProvider time)
{
    private const string KeyName = "form-key";
    private byte[]? _key;

    public async ValueTask<FormToken> IssueAsync(CancellationToken cancellationToken)
    {
        var key = await KeyAsync(cancellationToken);
        var nonce = RandomNumberGenerator.GetHexString(24, lowercase: true);
        var issued = time.GetUtcNow();
        var head = string.Create(CultureInfo.InvariantCulture, $"{issued.ToUnixTimeMilliseconds():x}.{nonce}");
        return new FormToken($"{head}.{Sign(key, head)}", nonce, issued);
    }

    /// <summary>The token if it is one of ours, else null. Its age is the caller's business.</summary>
    public async ValueTask<FormToken?> ReadAsync(string? text, CancellationToken cancellationToken)
    {
        if (text is not { Length: < 200 } || text.Split('.') is not [var issued, { Length: 24 } nonce, var signature])
            return null;
        var key = await KeyAsync(cancellationToken);
        var expected = Sign(key, $"{issued}.{nonce}");
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(expected)))
            return null;
        var milliseconds = long.Parse(issued, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return new FormToken(text, nonce, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
    }

    private static string Sign(byte[] key, string head) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(head)));

    private async ValueTask<byte[]> KeyAsync(CancellationToken cancellationToken)
    {
        if (_key is { } known)
            return known;
        if (await state.GetAsync(KeyName, cancellationToken) is not { } entry)
        {
            var made = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
            await state.TrySetAsync(KeyName, made, 0, null, cancellationToken);
            // Read again whoever won: all nodes must sign with the same key.
            entry = await state.GetAsync(KeyName, cancellationToken)
                ?? throw new InvalidOperationException("The form key could not be stored.");
        }

        return _key = Convert.FromBase64String(entry.Value);
    }
}

/// <param name="Nonce">24 lower-case hex digits; the sum asked without JavaScript follows from it.</param>
internal sealed record FormToken(string Text, string Nonce, DateTimeOffset IssuedAt)
{
    public int First => 2 + Digit(0) % 8;

    public int Second => 2 + Digit(1) % 8;

    private int Digit(int index) => Convert.ToInt32(Nonce[index].ToString(), 16);
}
