using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Plugins.Core.Routing;

/// <summary>Decisions and cursors as compact JSON, written by generated code.</summary>
public static class RoutingJson
{
    public static string Write(RoutingDecision decision) => JsonSerializer.Serialize(decision, RoutingJsonContext.Default.RoutingDecision);

    public static byte[] WriteUtf8(RoutingDecision decision) => JsonSerializer.SerializeToUtf8Bytes(decision, RoutingJsonContext.Default.RoutingDecision);

    /// <exception cref="JsonException">Not a stored decision.</exception>
    public static RoutingDecision ReadDecision(string json) =>
        JsonSerializer.Deserialize(json, RoutingJsonContext.Default.RoutingDecision) ?? throw new JsonException("The decision is null.");

    public static string Write(RoundRobinCursor cursor) => JsonSerializer.Serialize(cursor, RoutingJsonContext.Default.RoundRobinCursor);

    /// <exception cref="JsonException">Not a stored cursor.</exception>
    public static RoundRobinCursor ReadCursor(string json) =>
        JsonSerializer.Deserialize(json, RoutingJsonContext.Default.RoundRobinCursor) ?? throw new JsonException("The cursor is null.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RoutingDecision))]
[JsonSerializable(typeof(RoundRobinCursor))]
internal sealed partial class RoutingJsonContext : JsonSerializerContext;
