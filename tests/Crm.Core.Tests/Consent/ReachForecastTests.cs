using Crm.Plugins.Core.MassSends;

namespace Crm.Core.Tests.Consent;

/// <summary>How many customers a mass send will reach, and how often we ask what became of it.</summary>
public class ReachForecastTests
{
    [Fact]
    public void Without_a_past_there_is_no_forecast() =>
        ReachForecast.Of(new Dictionary<string, int> { ["zhang"] = 10 }, new Dictionary<string, ConfirmationHistory>()).ShouldBeNull();

    [Fact]
    public void Each_member_counts_by_what_they_did_and_a_newcomer_by_what_all_did()
    {
        var reach = ReachForecast.Of(
            new Dictionary<string, int> { ["always"] = 100, ["never"] = 100, ["new"] = 50 },
            new Dictionary<string, ConfirmationHistory> { ["always"] = new(17, 17), ["never"] = new(17, 0) }).ShouldNotBeNull();
        (reach.Overall, reach.BasedOn).ShouldBe((0.5, 34));
        // (17 + 3 * 0.5) / 20 = 0.925; (0 + 1.5) / 20 = 0.075; 0.5.
        reach.Rates["always"].ShouldBe(0.925, 1e-9);
        reach.Rates["never"].ShouldBe(0.075, 1e-9);
        reach.Expected.ShouldBe(125);
    }

    [Fact]
    public void One_confirmed_task_does_not_make_a_member_certain() =>
        ReachForecast.Of(new Dictionary<string, int> { ["lucky"] = 100 },
            new Dictionary<string, ConfirmationHistory> { ["lucky"] = new(1, 1), ["other"] = new(9, 4) })!.Rates["lucky"].ShouldBe((1 + 1.5) / 4, 1e-9);

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 10)]
    [InlineData(3, 40)]
    [InlineData(6, 320)]
    [InlineData(7, 360)]
    [InlineData(1000, 360)]
    public void Results_are_asked_for_ever_less_often(long polls, int minutes) => MassSendLimits.Pause(polls).ShouldBe(TimeSpan.FromMinutes(minutes));
}
