namespace Crm.Plugins.Core.Callbacks;

/// <summary>Due times of our own clocks are whole seconds: what we owe is rounded up, what others owe us down, so no limit is ever passed.</summary>
public static class WholeSeconds
{
    public static DateTimeOffset Up(DateTimeOffset at) => new((at.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);

    public static DateTimeOffset Down(DateTimeOffset at) => new(at.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
}
