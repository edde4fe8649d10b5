namespace Crm.Adapters.WeCom.Mapping;

/// <summary>Why the platform could not deliver a message of ours after it had taken it (<c>fail_type</c>).</summary>
internal static class KfFailure
{
    public static string Code(long failType) => failType switch
    {
        1 => "account-deleted",
        2 => "app-closed",
        4 => "window-closed",
        5 => "session-closed",
        6 => "message-limit",
        7 or 9 => "no-channel",
        8 => "not-verified",
        10 => "refused-by-customer",
        11 => "no-member-signed-in",
        12 => "content",
        _ => "unknown-error",
    };
}
