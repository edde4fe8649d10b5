using System.Text.Json.Serialization;

namespace Crm.Host.Http;

/// <summary>Something that must be so before this node takes traffic. Register as many as there are reasons to wait.</summary>
/// <param name="Name">Shown by <c>/health/ready</c> while it is not.</param>
public sealed record ReadyCheck(string Name, Func<bool> IsReady);

/// <summary>Something worth knowing that keeps nobody from working, such as a helper that may fail.</summary>
/// <param name="State">One word.</param>
public sealed record HealthNote(string Name, Func<string> State);

public sealed record HealthView(string Status, IReadOnlyList<string> WaitingFor)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Notes { get; init; }
}
