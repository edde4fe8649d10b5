using Crm.Adapters.WeCom;
using Crm.Adapters.WeCom.Api;
using Crm.Plugins.Contract;

namespace Adapters.Tests.WeCom;

/// <summary>WeCom 5: a configuration error rests one feature, says so, and is asked about again after a while.</summary>
public sealed class FeatureTests : IDisposable
{
    private readonly WeComNode _node = new();

    [Fact]
    public async Task An_API_the_app_may_not_call_rests_and_the_others_go_on()
    {
        _node.Platform.Answers("kf/send_msg", 48002, 0);
        await CallAsync("kf/send_msg");
        (await CallAsync("kf/send_msg")).Code.ShouldBe(48002);
        _node.Platform.Count("kf/send_msg").ShouldBe(1);
        // One call may be withdrawn while the others of its feature go on.
        (await CallAsync("kf/sync_msg")).Ok.ShouldBeTrue();
        (await CallAsync("message/send")).Ok.ShouldBeTrue();

        var feature = Feature("customer-service");
        (feature.Working, feature.Reason, feature.Since).ShouldBe((false, "48002", _node.Time.GetUtcNow()));
        feature.Remedy.ShouldNotBeNull()["en"].ShouldContain("callable");
        Feature("app-message").Working.ShouldBeTrue();
    }

    [Fact]
    public async Task After_ten_minutes_one_call_looks_whether_it_was_mended()
    {
        _node.Platform.Answers("kf/send_msg", 48002, 0);
        await CallAsync("kf/send_msg");
        _node.Time.Advance(TimeSpan.FromMinutes(10));
        (await CallAsync("kf/send_msg")).Ok.ShouldBeTrue();
        Feature("customer-service").Working.ShouldBeTrue();
    }

    [Fact]
    public async Task An_address_that_was_just_made_trusted_is_tried_after_a_minute()
    {
        _node.Platform.Answers("message/send", 60020, 0);
        await CallAsync("message/send");
        _node.Time.Advance(TimeSpan.FromSeconds(59));
        (await CallAsync("message/send")).Ok.ShouldBeFalse();
        _node.Time.Advance(TimeSpan.FromSeconds(1));
        (await CallAsync("message/send")).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task A_wrong_secret_shows_on_what_was_tried()
    {
        _node.Platform.CorpSecret = "another";
        await CallAsync("kf/sync_msg");
        Feature("customer-service").Reason.ShouldBe("40001");
    }

    [Fact]
    public async Task What_one_account_is_refused_another_may_still_do()
    {
        _node.Platform.Answers("kf/send_msg", 48007, 0);
        await CallAsync("kf/send_msg");
        Feature("customer-service").Reason.ShouldBe("48007");
        (await CallAsync("kf/send_msg")).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task A_recipient_who_is_gone_is_no_fault_of_a_feature()
    {
        _node.Platform.Answers("kf/send_msg", 40096);
        await CallAsync("kf/send_msg");
        Feature("customer-service").Working.ShouldBeTrue();
    }

    public void Dispose() => _node.Dispose();

    private Task<ApiAnswer> CallAsync(string path) => _node.Get<WeComApi>().CallAsync(
        _node.Get<WeComOptions>().Apps[0], new ApiCall(path, "{}"u8.ToArray()), TestContext.Current.CancellationToken);

    private ChannelFeature Feature(string name) =>
        _node.Get<IChannelAccounts>().Accounts.ShouldHaveSingleItem().Features.Single(feature => feature.Name == name);
}
