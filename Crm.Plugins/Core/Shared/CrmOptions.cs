namespace Crm.Plugins.Core.Shared;

/// <summary>Section <c>Crm</c>: what holds where nothing nearer is known (DECISIONS 30).</summary>
public sealed record CrmOptions
{
    public bool Demo { get; init; }

    public string DefaultLocale { get; init; } = "zh-CN";

    /// <summary>ISO 3166 country, for phone numbers without a country code.</summary>
    public string DefaultRegion { get; init; } = "CN";

    public string DefaultTimeZone { get; init; } = "Asia/Shanghai";
}
