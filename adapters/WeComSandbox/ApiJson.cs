using System.Text.Encodings.Web;
using System.Text.Json;

namespace Crm.Adapters.WeComSandbox;

/// <summary>How the platform writes and reads JSON.</summary>
internal static class ApiJson
{
    /// <summary>Chinese as it is, not as escapes.</summary>
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>True if a string holds <c>\uXXXX</c>, which the platform refuses (40033).</summary>
    public static bool HasUnicodeEscape(ReadOnlySpan<byte> json)
    {
        for (var i = 0; i + 1 < json.Length; i++)
        {
            if (json[i] != '\\')
                continue;
            if (json[++i] == 'u')
                return true;
        }

        return false;
    }
}
