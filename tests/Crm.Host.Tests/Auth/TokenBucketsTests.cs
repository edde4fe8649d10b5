using Crm.Host.Auth;
using Crm.Tests.Support;

namespace Crm.Host.Tests.Auth;

/// <summary>W-12: a bucket refills steadily and holds a burst.</summary>
public sealed class TokenBucketsTests
{
    private readonly FakeTime _time = new();
    private readonly TokenBuckets _buckets;

    public TokenBucketsTests() => _buckets = new TokenBuckets(_time);

    [Fact]
    public void A_burst_passes_and_then_the_steady_rate()
    {
        Take(40).ShouldBe(30);
        _time.Advance(TimeSpan.FromSeconds(5));
        Take(40).ShouldBe(5);
    }

    [Fact]
    public void A_long_pause_fills_it_no_higher_than_the_burst()
    {
        Take(30);
        _time.Advance(TimeSpan.FromDays(3));
        Take(100).ShouldBe(30);
    }

    [Fact]
    public void The_wait_it_names_is_enough_and_no_longer()
    {
        Take(30);
        _buckets.TryTake("key", 60, 30, out var wait).ShouldBeFalse();
        wait.ShouldBe(TimeSpan.FromSeconds(1));
        _time.Advance(wait - TimeSpan.FromMilliseconds(10));
        Take(1).ShouldBe(0);
        _time.Advance(TimeSpan.FromMilliseconds(11));
        Take(1).ShouldBe(1);
    }

    [Fact]
    public void Keys_do_not_share_and_a_take_can_be_given_back()
    {
        Take(30).ShouldBe(30);
        _buckets.TryTake("other", 60, 30, out _).ShouldBeTrue();
        _buckets.GiveBack("key");
        Take(5).ShouldBe(1);
    }

    [Fact]
    public async Task Callers_at_the_same_time_get_no_more_than_there_is()
    {
        var taken = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Interlocked.Add(ref taken, Take(50)))));
        taken.ShouldBe(30);
    }

    private int Take(int times) => Enumerable.Range(0, times).Count(_ => _buckets.TryTake("key", 60, 30, out var _));
}
