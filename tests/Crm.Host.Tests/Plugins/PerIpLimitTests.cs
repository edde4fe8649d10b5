using System.Net;
using Crm.Host.Plugins.Http;
using Crm.Tests.Support;

namespace Crm.Host.Tests.Plugins;

public sealed class PerIpLimitTests
{
    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1", false)]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1", false)]
    [InlineData("10.0.0.1", "10.0.0.2", true)]
    [InlineData("2001:db8:1:1::1", "2001:db8:1:1:ffff::9", false)]
    [InlineData("2001:db8:1:1::1", "2001:db8:1:2::1", true)]
    public void Callers_share_a_limit_by_address_and_in_IPv6_by_network(string first, string second, bool free)
    {
        var limit = new PerIpLimit(1, new FakeTime());
        limit.TryTake(IPAddress.Parse(first), out _).ShouldBeTrue();
        limit.TryTake(IPAddress.Parse(second), out _).ShouldBe(free);
    }

    [Fact]
    public void The_wait_reaches_to_the_next_minute()
    {
        var time = new FakeTime(new DateTimeOffset(2026, 3, 2, 2, 0, 45, TimeSpan.Zero));
        var limit = new PerIpLimit(0, time);
        limit.TryTake(null, out var wait).ShouldBeFalse();
        wait.ShouldBe(TimeSpan.FromSeconds(15));
    }
}
