using System.Text.Encodings.Web;
using System.Text.Json;

namespace Crm.Adapters.ChatBot.Connector;

/// <summary>JSON as it goes out: words in other scripts stay readable, and count as the bytes they are.</summary>
internal static class ConnectorJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
