namespace Crm.Adapters.WeCom.Wire;

/// <summary>One set of callback secrets of one app: the current one, or the previous one during a rotation.</summary>
internal sealed class CallbackKeys(string token, string encodingAesKey, string receiveId)
{
    public CallbackSignature Signature { get; } = new(token);

    public CallbackCipher Cipher { get; } = new(EncodingAesKey.Decode(encodingAesKey), receiveId);
}
