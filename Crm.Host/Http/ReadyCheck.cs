namespace Crm.Host.Http;

/// <summary>Something that must be so before this node takes traffic. Register as many as there are reasons to wait.</summary>
/// <param name="Name">Shown by <c>/health/ready</c> while it is not.</param>
public sealed record ReadyCheck(string Name, Func<bool> IsReady);

public sealed record HealthView(string Status, IReadOnlyList<string> WaitingFor);
