using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Plugins.Contract;

namespace Crm.Plugins.Core.Intake;

/// <summary>How an item waits in the inbox. The raw bytes have a column of their own; what is kept for the plugin is kept already.</summary>
internal static class ItemJson
{
    public static string Write(InboundItem item) => JsonSerializer.Serialize(item with { Raw = default, Keep = [], Log = null }, ItemJsonContext.Default.InboundItem);

    public static string Write(CaptureReceipt receipt) => JsonSerializer.Serialize(receipt, ItemJsonContext.Default.CaptureReceipt);

    public static InboundItem ReadItem(string json) => JsonSerializer.Deserialize(json, ItemJsonContext.Default.InboundItem)!;

    public static CaptureReceipt ReadReceipt(string json) => JsonSerializer.Deserialize(json, ItemJsonContext.Default.CaptureReceipt)!;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InboundItem))]
[JsonSerializable(typeof(CaptureReceipt))]
internal sealed partial class ItemJsonContext : JsonSerializerContext;
