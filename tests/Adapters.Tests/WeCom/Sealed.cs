using System.Globalization;
using System.Text;
using Crm.Adapters.WeCom.Wire;

namespace Adapters.Tests.WeCom;

/// <summary>Writes callbacks as the platform does, for messages the vectors do not hold.</summary>
internal static class Sealed
{
    public static (string Query, byte[] Body) Callback(
        string inner, long timestamp = 1767225600, string token = WeComNode.Token, string aesKey = WeComNode.AesKey,
        string receiveId = WeComNode.CorpId, string nonce = "n1", string? signedTimestamp = null) =>
        Callback(Encoding.UTF8.GetBytes(inner), timestamp, token, aesKey, receiveId, nonce, signedTimestamp);

    public static (string Query, byte[] Body) Callback(
        byte[] inner, long timestamp = 1767225600, string token = WeComNode.Token, string aesKey = WeComNode.AesKey,
        string receiveId = WeComNode.CorpId, string nonce = "n1", string? signedTimestamp = null)
    {
        var encrypt = Encrypt(inner, aesKey, receiveId);
        var time = signedTimestamp ?? timestamp.ToString(CultureInfo.InvariantCulture);
        var signature = new CallbackSignature(token).Sign(time, nonce, encrypt);
        return ($"msg_signature={signature}&timestamp={time}&nonce={nonce}",
            Encoding.UTF8.GetBytes($"<xml><ToUserName><![CDATA[anything]]></ToUserName><Encrypt><![CDATA[{encrypt}]]></Encrypt></xml>"));
    }

    public static string Encrypt(byte[] inner, string aesKey = WeComNode.AesKey, string receiveId = WeComNode.CorpId) =>
        new CallbackCipher(EncodingAesKey.Decode(aesKey), receiveId).Encrypt(inner, "0123456789abcdef"u8);

    public static string Inner(string rest, string corpId = WeComNode.CorpId, long createTime = 1767225600) =>
        $"<xml><ToUserName><![CDATA[{corpId}]]></ToUserName><CreateTime>{createTime}</CreateTime>{rest}</xml>";

    /// <summary>A contact event with these further elements.</summary>
    public static string Contact(string changeType, string customer = "wmCustomer1", string rest = "", long createTime = 1767225600) => Inner(
        $"<FromUserName><![CDATA[sys]]></FromUserName><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_contact]]></Event>"
        + $"<ChangeType><![CDATA[{changeType}]]></ChangeType><UserID><![CDATA[LiSi]]></UserID><ExternalUserID><![CDATA[{customer}]]></ExternalUserID>{rest}",
        createTime: createTime);
}
