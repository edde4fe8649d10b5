namespace Crm.Adapters.WeComSandbox;

/// <summary>How one callback ended.</summary>
/// <param name="Delivered">Somebody answered 200 in time.</param>
/// <param name="Attempts">Tries, at most one more than the retries.</param>
/// <param name="LastStatus">HTTP status of the last try; 0 = timeout or no connection.</param>
/// <param name="PassiveReply">The decrypted inner XML of the answer, if there was one.</param>
public sealed record CallbackOutcome(bool Delivered, int Attempts, int LastStatus, string? PassiveReply = null)
{
    /// <summary>The platform lost it, or had nowhere to send it.</summary>
    public static readonly CallbackOutcome Lost = new(false, 0, 0);
}
