using System.Text;

namespace Crm.Adapters.WeCom.Wire;

/// <summary>
/// The encrypted answer an app callback may carry. The adapter answers through the API instead; this codec is here for
/// whoever needs the passive form, and for the sandbox's tests.
/// </summary>
internal static class PassiveReply
{
    /// <summary>The inner message of a text reply.</summary>
    public static string Text(string toUser, string fromCorp, long createTime, string content) =>
        $"<xml><ToUserName>{CData(toUser)}</ToUserName><FromUserName>{CData(fromCorp)}</FromUserName><CreateTime>{createTime}</CreateTime>"
        + $"<MsgType>{CData("text")}</MsgType><Content>{CData(content)}</Content></xml>";

    /// <summary>Encrypts and signs an inner message.</summary>
    public static string Seal(CallbackKeys keys, string inner, ReadOnlySpan<byte> random, string timestamp, string nonce)
    {
        var encrypt = keys.Cipher.Encrypt(Encoding.UTF8.GetBytes(inner), random);
        var signature = keys.Signature.Sign(timestamp, nonce, encrypt);
        return $"<xml><Encrypt>{CData(encrypt)}</Encrypt><MsgSignature>{CData(signature)}</MsgSignature>"
            + $"<TimeStamp>{timestamp}</TimeStamp><Nonce>{CData(nonce)}</Nonce></xml>";
    }

    /// <summary>The end mark of a section inside the text splits it over two.</summary>
    private static string CData(string text) => $"<![CDATA[{text.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal)}]]>";
}
