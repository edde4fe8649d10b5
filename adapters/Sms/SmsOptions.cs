using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Crm.Adapters.Sms;

/// <summary>How the gateway wants to be asked, and how it answers.</summary>
/// <param name="Signature">The approved signature (签名), such as <c>【大众】</c>.</param>
/// <param name="SignatureInText">Puts the signature in front of the text, for gateways without a field for it.</param>
/// <param name="AuthHeader">Header that carries <paramref name="AuthValue"/>, such as <c>Authorization</c>.</param>
/// <param name="Templates">Approved template id by notice, such as <c>promise-made</c>.</param>
/// <param name="AllowFreeText">Sends texts without a template; most mainland gateways refuse them.</param>
/// <param name="Fields">Name of each body field by our name for it; an empty name leaves the field out.</param>
/// <param name="SuccessField">Top-level field of a 2xx answer that must be <paramref name="SuccessValue"/>; null trusts the status.</param>
/// <param name="RetryValues">Values of <paramref name="SuccessField"/> that mean "later", such as a frequency limit.</param>
/// <param name="IdField">Top-level field of the answer with the gateway's own id.</param>
internal sealed record SmsOptions(
    Uri GatewayUrl,
    string? Signature,
    bool SignatureInText,
    string? AuthHeader,
    string? AuthValue,
    IReadOnlyDictionary<string, string> Templates,
    bool AllowFreeText,
    IReadOnlyDictionary<string, string> Fields,
    string? SuccessField,
    string SuccessValue,
    IReadOnlyList<string> RetryValues,
    string? IdField,
    TimeSpan Timeout,
    string CountryCode)
{
    public static readonly string[] FieldNames = ["phone", "sign", "templateId", "params", "text", "id"];

    public static SmsOptions From(IConfiguration settings) => new(
        new Uri(settings["GatewayUrl"] ?? throw new InvalidOperationException("Set GatewayUrl to the gateway's address."), UriKind.Absolute),
        Text(settings["Signature"]),
        settings.GetValue("SignatureInText", false),
        Text(settings["AuthHeader"]),
        Text(settings["AuthValue"]),
        Map(settings.GetSection("Templates")),
        settings.GetValue("AllowFreeText", false),
        FieldNames.ToDictionary(name => name, name => settings["Fields:" + name] ?? name),
        Text(settings["SuccessField"]),
        settings["SuccessValue"] ?? "OK",
        [.. settings.GetSection("RetryValues").GetChildren().Select(child => child.Value ?? "")],
        Text(settings["IdField"]),
        TimeSpan.FromSeconds(double.Parse(settings["TimeoutSeconds"] ?? "10", CultureInfo.InvariantCulture)),
        settings["CountryCode"] ?? "86");

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static Dictionary<string, string> Map(IConfigurationSection section) => section.GetChildren()
        .Where(child => !string.IsNullOrWhiteSpace(child.Value))
        .ToDictionary(child => child.Key, child => child.Value!, StringComparer.OrdinalIgnoreCase);
}
