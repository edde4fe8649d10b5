namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>Ends a call with an errcode.</summary>
internal sealed class WeComError(int code, string message) : Exception(message)
{
    public int Code => code;
}
