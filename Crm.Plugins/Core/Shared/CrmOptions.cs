namespace Crm.Plugins.Core.Shared;

/// <summary>Section <c>Crm</c>: what holds where nothing nearer is known (DECISIONS 30).</summary>
public sealed record CrmOptions
{
    public bool Demo { get; init; }

    public string DefaultLocale { get; init; } = "zh-CN";

    /// <summary>ISO 3166 country, for phone numbers without a country code.</summary>
    public string DefaultRegion { get; init; } = "CN";

    public string DefaultTimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>Where customers reach this host, such as <c>https://crm.example.com</c>; empty = no links are sent to them.</summary>
    public string PublicUrl { get; init; } = "";

    /// <summary>Set by the host in Development only: its own address, so that links can be tried without a public one.</summary>
    public string DevelopmentUrl { get; init; } = "";

    /// <exception cref="InvalidOperationException">An address nobody could open.</exception>
    public CrmOptions Checked() => PublicUrl.Length == 0 || Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
        ? this
        : throw new InvalidOperationException("Crm:PublicUrl is an absolute address such as https://crm.example.com, or absent.");
}
