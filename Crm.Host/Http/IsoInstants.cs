using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Plugins.Core.Shared.Api;

namespace Crm.Host.Http;

/// <summary>Instants in answers that are typed as such look like all others: UTC with milliseconds.</summary>
internal sealed class IsoInstants : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Instants.Iso(value));
}
