using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Crm.Adapters.WeComSandbox.Wire;

namespace Crm.Adapters.WeComSandbox;

/// <summary>Callbacks that a receiver must refuse: those of section 2, made anew with the app's own keys.</summary>
public static class MalformedCallback
{
    /// <summary>What <see cref="SandboxCorp.PostMalformed"/> takes. All but the last three answer 4xx in a robust receiver; those three are 200 and shelved.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "bad-signature", "wrong-token", "tampered-ciphertext", "wrong-receiveid", "empty-receiveid", "receiveid-prefix", "pad-zero", "pad-33",
        "pad-inconsistent", "length-overrun", "length-negative", "not-block-multiple", "too-short", "not-base64", "dtd-internal-entity", "xxe-file",
        "entity-bomb", "missing-encrypt", "duplicate-encrypt", "not-xml", "empty-body", "missing-signature-param", "duplicate-signature-param",
        "stale-timestamp", "inner-tousername-mismatch", "body-too-large", "invalid-utf8", "inner-dtd", "control-character",
    ];

    internal static (string Query, string Body) Make(string kind, CallbackCipher cipher, string corpId, DateTimeOffset now)
    {
        if (!Kinds.Contains(kind))
            throw new ArgumentException("There is no such kind.", nameof(kind));
        var stamp = (kind == "stale-timestamp" ? now.AddDays(-1) : now).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var encrypted = Encrypted(kind, cipher, corpId, now);
        var signature = kind == "wrong-token" ? CallbackCipher.Sign("anotherToken", stamp, nonce, encrypted) : cipher.Sign(stamp, nonce, encrypted);
        if (kind == "bad-signature")
            signature = signature[..^1] + (signature[^1] == '0' ? '1' : '0');
        if (kind == "tampered-ciphertext")
            encrypted = (encrypted[0] == 'A' ? 'B' : 'A') + encrypted[1..];
        var query = kind switch
        {
            "missing-signature-param" => $"timestamp={stamp}&nonce={nonce}",
            "duplicate-signature-param" => $"msg_signature={signature}&msg_signature={new string('0', 40)}&timestamp={stamp}&nonce={nonce}",
            _ => $"msg_signature={signature}&timestamp={stamp}&nonce={nonce}",
        };
        return (query, Envelope(kind, corpId, encrypted));
    }

    private static string Encrypted(string kind, CallbackCipher cipher, string corpId, DateTimeOffset now)
    {
        var message = CallbackXml.Event(kind == "inner-tousername-mismatch" ? "wwSomebodyElse" : corpId, "sys", now, "change_external_contact", ("ChangeType", "malformed-" + kind));
        if (kind == "inner-dtd")
            message = "<!DOCTYPE xml [<!ENTITY e \"x\">]>" + message;
        if (kind == "control-character")
            message = message.Replace("malformed-", "malformed-\b", StringComparison.Ordinal);
        if (kind == "pad-inconsistent" && (20 + message.Length + corpId.Length) % 32 == 31)
            message += " "; // With one byte of padding there is no inner one that could be wrong.
        var text = Encoding.UTF8.GetBytes(message);
        if (kind == "invalid-utf8")
            text[^12] = 0xFF;
        var receiver = Encoding.UTF8.GetBytes(kind switch { "wrong-receiveid" => "wwSomebodyElse", "empty-receiveid" => "", "receiveid-prefix" => corpId + "x", _ => corpId });
        switch (kind)
        {
            case "not-base64":
                return "*** this is not Base64 ***";
            case "too-short":
                return Convert.ToBase64String(cipher.EncryptBlocks(new byte[16]));
            case "not-block-multiple":
                return Convert.ToBase64String(cipher.EncryptBlocks(Padded(text, receiver))[..^5]);
            default:
                var plain = Padded(text, receiver);
                if (kind is "length-overrun" or "length-negative")
                    BinaryPrimitives.WriteUInt32BigEndian(plain.AsSpan(16), kind == "length-overrun" ? 0x7FFFFFFF : 0xFFFFFFFF);
                if (kind is "pad-zero" or "pad-33")
                    plain[^1] = kind == "pad-zero" ? (byte)0 : (byte)33;
                if (kind == "pad-inconsistent")
                    plain[^2] ^= 1;
                return Convert.ToBase64String(cipher.EncryptBlocks(plain));
        }
    }

    private static byte[] Padded(byte[] text, byte[] receiver)
    {
        var used = 20 + text.Length + receiver.Length;
        var pad = 32 - used % 32;
        var plain = new byte[used + pad];
        RandomNumberGenerator.Fill(plain.AsSpan(0, 16));
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(16), text.Length);
        text.CopyTo(plain, 20);
        receiver.CopyTo(plain, 20 + text.Length);
        plain.AsSpan(used).Fill((byte)pad);
        return plain;
    }

    private static string Envelope(string kind, string corpId, string encrypted)
    {
        const string bomb = """<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><xml><Encrypt>&d;</Encrypt></xml>""";
        return kind switch
        {
            "dtd-internal-entity" => $"<!DOCTYPE xml [<!ENTITY e \"{encrypted}\">]><xml><ToUserName>{corpId}</ToUserName><Encrypt>&e;</Encrypt></xml>",
            "xxe-file" => "<!DOCTYPE xml [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><xml><Encrypt>&e;</Encrypt></xml>",
            "entity-bomb" => bomb,
            "missing-encrypt" => $"<xml><ToUserName>{corpId}</ToUserName></xml>",
            "duplicate-encrypt" => $"<xml><Encrypt>{encrypted}</Encrypt><Encrypt>AAAA</Encrypt></xml>",
            "not-xml" => "this is not XML",
            "empty-body" => "",
            "body-too-large" => $"<xml><Encrypt>{encrypted}</Encrypt><Fill>{new string('x', 2 << 20)}</Fill></xml>",
            _ => $"<xml><ToUserName><![CDATA[{corpId}]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>",
        };
    }
}
