using Crm.Adapters.WeCom.Api;
using Crm.Tests.Support;

namespace Adapters.Tests.WeCom;

/// <summary>WeCom 4.9 and 5: our own limits per (corp, API).</summary>
public class ApiGateTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public void Too_many_at_once_lets_fewer_in_for_ten_seconds()
    {
        var gate = new ApiGate(_time);
        gate.Refused(45033);
        gate.Free.ShouldBe(3);
        for (var i = 0; i < 10; i++)
            gate.Refused(45033);
        gate.Free.ShouldBe(2, "welcomes must not wait too long");
        _time.Advance(TimeSpan.FromSeconds(10));
        gate.Enter().ShouldBeNull();
        gate.Free.ShouldBe(4);
    }

    [Fact]
    public void A_frequency_block_lasts_a_minute_and_an_hour_if_it_comes_again()
    {
        var gate = new ApiGate(_time);
        gate.Refused(45009).ShouldBe(TimeSpan.FromSeconds(60));
        _time.Advance(TimeSpan.FromSeconds(60));
        gate.Enter().ShouldBeNull();
        gate.Refused(45009).ShouldBe(TimeSpan.FromMinutes(60));
        gate.Enter().ShouldBe(TimeSpan.FromMinutes(60));
    }

    [Fact]
    public void Five_failures_in_a_row_make_the_others_wait_and_one_answer_opens_again()
    {
        var gate = new ApiGate(_time);
        for (var i = 0; i < 4; i++)
            gate.Failed();
        gate.Enter().ShouldBeNull();
        gate.Failed();
        gate.Enter().ShouldBe(TimeSpan.FromSeconds(30));
        _time.Advance(TimeSpan.FromSeconds(30));
        gate.Enter().ShouldBeNull();
        gate.Failed();
        gate.Enter().ShouldBe(TimeSpan.FromSeconds(30), "the call that tried has failed too");
        _time.Advance(TimeSpan.FromSeconds(30));
        gate.Passed();
        gate.Failed();
        gate.Enter().ShouldBeNull();
    }

    [Fact]
    public void An_hour_lets_no_more_than_the_platform_does()
    {
        var gate = new ApiGate(_time);
        var passed = 0;
        for (var second = 0; second < 3600; second++)
        {
            for (var i = 0; i < 100; i++)
                passed += gate.Enter() is null ? 1 : 0;
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        passed.ShouldBeInRange(140_000, 150_000);
    }
}
