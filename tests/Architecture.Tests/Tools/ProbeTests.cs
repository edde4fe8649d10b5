using Crm.Tests.Support;

namespace Architecture.Tests.Tools;

public class ProbeTests
{
    [Fact]
    public async Task Until_returns_as_soon_as_the_condition_holds()
    {
        var asked = 0;
        await Probe.Until(() => ++asked == 3, "the third question");
        asked.ShouldBe(3);
    }

    [Fact]
    public async Task Until_says_what_it_waited_for()
    {
        var e = await Should.ThrowAsync<TimeoutException>(() => Probe.Until(() => false, "rain", TimeSpan.FromMilliseconds(20)));
        e.Message.ShouldContain("rain");
    }
}
