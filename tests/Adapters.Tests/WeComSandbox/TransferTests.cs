using Crm.Adapters.WeComSandbox;

namespace Adapters.Tests.WeComSandbox;

/// <summary>Section 4.5: hand-overs, in service and after leaving; 8.4: they run on the platform's time.</summary>
public sealed class TransferTests : IAsyncLifetime
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private Bench _bench = null!;
    private Customer _customer = null!;

    private WeComPlatform Platform => _bench.Platform;

    public async ValueTask InitializeAsync()
    {
        _bench = await Bench.StartAsync();
        _customer = Platform.AddCustomer("王芳");
        await Platform.ScanCode(_customer.Id, "d1");
        await _bench.Events();
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task It_completes_by_itself_after_24_hours()
    {
        (await Begin()).ShouldBe(0);
        Platform.Clock.Advance(Day - TimeSpan.FromSeconds(1));
        (await Status()).ShouldBe(2);
        (await _bench.Events()).ShouldBeEmpty();

        Platform.Clock.Advance(TimeSpan.FromSeconds(1));

        (await Status()).ShouldBe(1);
        Platform.Maker.Contacts.Of(_customer.Id).ShouldHaveSingleItem().Member.ShouldBe("lina");
        (await _bench.Events()).Select(xml => (xml.Value("ChangeType"), xml.Value("UserID"), xml.Value("Source"))).ShouldBe(
            [("add_external_contact", "lina", ""), ("del_external_contact", "zhangwei", "DELETE_BY_TRANSFER")], ignoreOrder: true);
    }

    [Fact]
    public async Task The_hosts_clock_brings_it_about_as_well()
    {
        await Begin();

        _bench.Time.Advance(Day);

        (await Status()).ShouldBe(1);
    }

    [Fact]
    public async Task The_customer_may_refuse_and_keeps_the_old_member()
    {
        await Begin();
        await Platform.Maker.Contacts.RefuseTransfer(_customer.Id);

        var told = (await _bench.Events()).ShouldHaveSingleItem();
        (told.Value("ChangeType"), told.Value("FailReason"), told.Value("UserID")).ShouldBe(("transfer_fail", "customer_refused", "lina"));
        Platform.Clock.Advance(Day);
        (await Status()).ShouldBe(3);
        Platform.Maker.Contacts.Of(_customer.Id).ShouldHaveSingleItem().Member.ShouldBe("zhangwei");
    }

    [Theory]
    [InlineData(true, 20000, "customer_refused")]
    [InlineData(false, 0, "customer_limit_exceed")]
    public async Task People_who_always_refuse_and_members_who_are_full_fail_it_at_the_end(bool refuses, int most, string reason)
    {
        Platform.Maker.Contacts.SetHabits(_customer.Id, refusesTransfers: refuses);
        Platform.Maker.Staff.SetHabits("lina", mostCustomers: most);
        await Begin();
        Platform.Clock.Advance(Day);

        (await _bench.Events()).ShouldHaveSingleItem().Value("FailReason").ShouldBe(reason);
    }

    [Fact]
    public async Task Each_refusal_has_its_errcode()
    {
        (await Begin(to: "zhangwei")).ShouldBe(40130);
        (await Begin(from: "lina", to: "zhangwei")).ShouldBe(40131);
        (await Begin(id: "wmNobody")).ShouldBe(40096);
        (await Begin(to: "ghost")).ShouldBe(60111);
        (await _bench.Call("externalcontact/transfer_customer", new { handover_userid = "zhangwei", takeover_userid = "lina" })).Code().ShouldBe(41035);
        (await _bench.Call("externalcontact/transfer_customer", new { handover_userid = "zhangwei", takeover_userid = "lina", external_userid = Enumerable.Repeat("wm", 101) })).Code().ShouldBe(40058);
        (await Begin(call: "resigned/transfer_customer")).ShouldBe(40097);
        (await Begin()).ShouldBe(0);
        (await Begin()).ShouldBe(40100);
    }

    [Fact]
    public async Task Twice_in_90_days_is_the_most()
    {
        await Begin();
        Platform.Clock.Advance(Day);
        (await Begin(from: "lina", to: "zhangwei")).ShouldBe(0);
        Platform.Clock.Advance(Day);
        (await Begin()).ShouldBe(40128);

        Platform.Clock.Advance(TimeSpan.FromDays(89));
        (await Begin()).ShouldBe(0);
    }

    [Fact]
    public async Task A_leavers_customers_go_on_within_a_year()
    {
        Platform.Maker.Staff.Leave("zhangwei");
        (await Begin(call: "resigned/transfer_customer")).ShouldBe(0);
        Platform.Clock.Advance(Day);
        (await Status("resigned/transfer_result")).ShouldBe(1);
        (await _bench.Ask("externalcontact/get_follow_user_list")).GetProperty("follow_user").EnumerateArray().Select(user => user.GetString()).ShouldBe(["lina"]);

        Platform.Clock.Advance(TimeSpan.FromDays(366));
        (await Begin(call: "resigned/transfer_customer")).ShouldBe(40058);
    }

    /// <summary>The errcode of the call, or else of the one customer.</summary>
    private async Task<int> Begin(string from = "zhangwei", string to = "lina", string? id = null, string call = "transfer_customer")
    {
        var answer = await _bench.Call("externalcontact/" + call, new { handover_userid = from, takeover_userid = to, external_userid = Bench.List(id ?? _customer.Id) });
        return answer.Code() != 0 ? answer.Code() : answer.GetProperty("customer")[0].Code();
    }

    private async Task<int> Status(string call = "transfer_result") =>
        (await _bench.Call("externalcontact/" + call, new { handover_userid = "zhangwei", takeover_userid = "lina" })).GetProperty("customer")[0].GetProperty("status").GetInt32();
}
