namespace Crm.Plugins.Core.My;

/// <summary>Section <c>Crm:My</c>.</summary>
public sealed record MyOptions
{
    /// <summary>How long a link can be opened.</summary>
    public int LinkDays { get; init; } = 30;

    /// <summary>How long the page stays open before the link is needed again.</summary>
    public int SessionMinutes { get; init; } = 60;

    /// <summary>Links that one address may try in a minute, and what one customer may ask in a minute.</summary>
    public int OpeningsPerMinutePerIp { get; init; } = 30;

    public int RequestsPerMinute { get; init; } = 120;

    /// <summary>For so long after its time a call that we say was made can be disputed.</summary>
    public int DisputeDays { get; init; } = 7;
}
