using Architecture.Tests.Planted;
using Architecture.Tests.Rules;

namespace Architecture.Tests;

public class CodeTests
{
    [Fact]
    public void The_core_names_no_channel() => ChannelNames.In(Built.Core).ShouldBeEmpty();

    [Fact]
    public void A_planted_channel_name_is_found_in_a_literal_and_in_a_type()
    {
        using var planted = PlantedAssembly.Ours;
        var found = ChannelNames.In(planted).ToList();
        found.ShouldContain(place => place.Contains(nameof(PlantedCode.ChannelLiteral)));
        found.ShouldContain(place => place.EndsWith(nameof(BotFrameworkThing)));
    }

    [Fact]
    public void Nothing_asks_the_wall_clock_or_sleeps() => Built.All.SelectMany(Code.WallClockCalls).ShouldBeEmpty();

    [Fact]
    public void A_planted_look_at_the_clock_is_found_though_its_warning_is_suppressed()
    {
        using var planted = PlantedAssembly.Ours;
        var found = Code.WallClockCalls(planted).ToList();
        found.ShouldContain(call => call.Contains(nameof(PlantedCode.WallClock) + "()"));
        found.ShouldContain(call => call.Contains("DateTimeOffset::get_Now"));
        found.ShouldContain(call => call.Contains(nameof(PlantedCode.TimedSleep)));
    }
}
