namespace Crm.Plugins.Core.Callbacks;

/// <summary>People are told minutes, so what a customer is promised is due on the minute: the time we tell is the time we are measured by.</summary>
public static class WholeMinutes
{
    public static DateTimeOffset Up(DateTimeOffset at) => new((at.UtcTicks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
}
