namespace Crm.Adapters.WeCom.Wire;

/// <summary>
/// Why a callback was refused, in the order of the checks: a later value means the request got further.
/// </summary>
internal enum Refusal
{
    None,
    UnknownReceiver,
    BadMethod,
    MissingParameter,
    BodyTooLarge,
    BadEnvelope,
    BadSignature,
    StaleTimestamp,
    BadBase64,
    BadCiphertext,
    BadPadding,
    BadLength,
    WrongReceiveId,
    BadInnerMessage,
}

internal static class Refusals
{
    /// <summary>The reason as logs, metrics and test vectors spell it.</summary>
    public static string Code(this Refusal refusal) => refusal switch
    {
        Refusal.None => "none",
        Refusal.UnknownReceiver => "unknown_receiver",
        Refusal.BadMethod => "bad_method",
        Refusal.MissingParameter => "missing_parameter",
        Refusal.BodyTooLarge => "body_too_large",
        Refusal.BadEnvelope => "bad_envelope",
        Refusal.BadSignature => "bad_signature",
        Refusal.StaleTimestamp => "stale_timestamp",
        Refusal.BadBase64 => "bad_base64",
        Refusal.BadCiphertext => "bad_ciphertext",
        Refusal.BadPadding => "bad_padding",
        Refusal.BadLength => "bad_length",
        Refusal.WrongReceiveId => "wrong_receive_id",
        Refusal.BadInnerMessage => "bad_inner_message",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, null),
    };

    /// <summary>HTTP status of a delivery; URL verification knows 400 for missing parameters and 403 for the rest.</summary>
    public static int Status(this Refusal refusal, bool verification) => refusal switch
    {
        Refusal.UnknownReceiver => 404,
        Refusal.BadMethod => 405,
        Refusal.MissingParameter => 400,
        _ when verification => 403,
        Refusal.BodyTooLarge => 413,
        Refusal.BadSignature or Refusal.StaleTimestamp or Refusal.WrongReceiveId => 403,
        // Authentic but unreadable: sending it again cannot help.
        Refusal.BadInnerMessage => 200,
        _ => 400,
    };
}
