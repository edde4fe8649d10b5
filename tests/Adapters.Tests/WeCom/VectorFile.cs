using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Adapters.Tests.WeCom;

/// <summary>The callback vectors in <c>Data/wecom-vectors.json</c>: public ones of many SDKs and generated ones.</summary>
internal static class VectorFile
{
    public static JsonElement Root { get; } =
        JsonElement.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "wecom-vectors.json")));

    public static IReadOnlyList<Vector> Good { get; } = All("vectors");

    public static IReadOnlyList<Vector> Refused { get; } = All("refuse");

    public static Vector Get(string id) => Good.Concat(Refused).Single(vector => vector.Id == id);

    private static List<Vector> All(string block) => [.. Root.GetProperty(block).EnumerateArray().Select(element => new Vector(element))];
}

internal sealed record Vector(JsonElement Json)
{
    public string Id => Text("id");

    public string Token => Text("token");

    public string AesKey => Text("encodingAesKey");

    public string ReceiveId => Text("receiveId");

    public string Query => Text("requestQuery");

    /// <summary>Callback vectors run through the whole adapter; the others test the cipher only.</summary>
    public bool IsCallback => Text("layer") == "callback" && Text("kind") != "reply";

    public bool IsEcho => Text("kind") == "echo";

    public byte[] Body => Json.TryGetProperty("generateBody", out var recipe)
        ? Encoding.UTF8.GetBytes(recipe.GetProperty("prefix").GetString()
            + new string(recipe.GetProperty("repeat").GetString()![0], recipe.GetProperty("count").GetInt32())
            + recipe.GetProperty("suffix").GetString())
        : Encoding.UTF8.GetBytes(Text("requestBody"));

    /// <summary>When the vector is meant to arrive: as given, else at its own timestamp.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(
        long.Parse(Json.TryGetProperty("evaluationTime", out var at) ? at.ToString() : Text("timestamp"), CultureInfo.InvariantCulture));

    public string Text(string name) => Json.TryGetProperty(name, out var value) ? value.ToString() : "";

    public override string ToString() => Id;
}
