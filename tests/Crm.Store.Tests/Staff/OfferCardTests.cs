using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Staff;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Staff;

/// <summary>An offered lead on the dealer's phones: sections 2 and 3, P-07.</summary>
public sealed class OfferCardTests
{
    [Theory, OnEachDatabase]
    public async Task The_card_goes_to_the_advisers_on_duty_and_tells_car_region_time_and_why_but_nothing_of_the_customer_P07(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var (desk, dealer, receipt) = await OfferedAsync(crm);

        desk.Cards.Select(card => card.Member).Order().ShouldBe(["lisi", "wangwu"]);
        var card = desk.CardOf("lisi");
        var offer = await crm.OpenOfferAsync(receipt.LeadId!);
        var until = offer.Time("acceptBy").ToOffset(TimeSpan.FromHours(8));
        var rounded = until.Second > 0 ? until.AddSeconds(60 - until.Second) : until;
        card.Fields.ShouldContain(new CardField("车型", "Aurora"));
        card.Fields.Single(field => field.Label == "截止接单").Value.ShouldBe($"今天{rounded:HH:mm}");
        card.Fields.ShouldContain(field => field.Label == "下发原因" && field.Value.Length > 0);
        card.Fields.ShouldContain(field => field.Label == "地区" && field.Value.Length > 0 && field.Value != "310115");
        card.Fields.Count.ShouldBeLessThanOrEqualTo(6);
        card.Buttons.Select(button => button.Id).ShouldBe(["accept", "decline"]);
        card.Options!.Choices.Select(choice => choice.Id).ShouldContain("no-capacity");
        // After half of the clock the managers are asked too, once.
        await crm.AdvanceAsync(TimeSpan.FromMinutes(3));
        await crm.DeliverAsync();
        desk.Cards.Select(sent => sent.Member).Order().ShouldBe(["boss", "lisi", "wangwu"]);
        desk.Cards.Select(sent => sent.Card.Id).ShouldBeUnique();
        (await desk.TypeAsync($"dealer-{dealer}/crm", "lisi", "待办")).ShouldContain("Aurora");
        await desk.TypeAsync($"dealer-{dealer}/crm", "lisi", "状态");
        NothingOfTheCustomer(desk);
        (await crm.ListAsync($"/offers/{offer.Text("id")}/cards", CrmFixture.DealerOf(dealer))).Select(item => item.Text("state")).ShouldAllBe(state => state == "sent");
    }

    [Theory, OnEachDatabase]
    public async Task Of_two_advisers_pressing_at_once_one_has_it_and_the_others_card_says_who(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var (desk, dealer, receipt) = await OfferedAsync(crm);
        var account = $"dealer-{dealer}/crm";
        NothingOfTheCustomer(desk);

        await crm.ReceiveAsync(
            desk.Press(account, "lisi", desk.CardOf("lisi").Id, "accept"), desk.Press(account, "wangwu", desk.CardOf("wangwu").Id, "accept"));
        await desk.SettleAsync();

        (await crm.GetAsync($"/leads/{receipt.LeadId}")).Text("dealerId").ShouldBe(dealer);
        desk.Updates.Single(update => update.Members[0] == "lisi").ButtonText.ShouldBe("您已接单");
        desk.Updates.Single(update => update.Members[0] == "wangwu").ButtonText.ShouldBe("已被顾问lisi接单");
        desk.Updates.Select(update => update.UpdateCode).ShouldAllBe(code => code.StartsWith("pressed-", StringComparison.Ordinal));
        // Only now, and only to the one who has it (P-07).
        desk.Told("lisi").ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            text => text.ShouldContain("王芳"), text => text.ShouldContain("+8613800138000"), text => text.ShouldContain("前回电"));
        desk.Told("wangwu").ShouldNotContain(text => text.Contains("王芳"));
        (await crm.CountAsync("select count(*) from audit where action = 'contact.shown'")).ShouldBe(1);
        // The lead takes its way as if accepted at the portal.
        (await crm.CountAsync("select count(*) from offer where state = 'accepted'")).ShouldBe(1);
        var cards = await crm.ListAsync($"/offers/{await crm.TextAsync("select id from offer")}/cards");
        cards.Select(card => (card.Text("member"), card.Text("state"))).ShouldBe([("顾问lisi", "acted"), ("顾问wangwu", "closed")], ignoreOrder: true);
        cards.ShouldAllBe(card => card.Text("seenAt").Length > 0);
    }

    [Theory, OnEachDatabase]
    public async Task Accepted_at_the_portal_or_expired_every_card_says_so_by_the_code_given_at_sending(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var (desk, dealer, receipt) = await OfferedAsync(crm);
        var first = await crm.OpenOfferAsync(receipt.LeadId!);
        var card = desk.CardOf("lisi");
        await crm.AdvanceAsync(first.Time("acceptBy") - crm.Time.Now);
        await desk.SettleAsync();
        desk.Updates.ShouldAllBe(update => update.ButtonText == "已超时" && update.UpdateCode.StartsWith("sent-", StringComparison.Ordinal));
        desk.Updates.Select(update => update.Members[0]).ShouldBe(["lisi", "wangwu"], ignoreOrder: true);

        // Pressed all the same: nothing happens but that the card says how things stand.
        await desk.PressAsync($"dealer-{dealer}/crm", "lisi", card.Id, "accept");
        desk.Updates[^1].ShouldSatisfyAllConditions(update => update.ButtonText.ShouldBe("已超时"), update => update.UpdateCode.ShouldStartWith("pressed-"));
        (await crm.GetAsync($"/offers/{first.Text("id")}")).Text("state").ShouldBe("expired");
        NothingOfTheCustomer(desk);
    }

    [Theory, OnEachDatabase]
    public async Task A_press_after_the_clock_but_before_its_step_is_too_late_as_well(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var (desk, dealer, receipt) = await OfferedAsync(crm);
        var offer = await crm.OpenOfferAsync(receipt.LeadId!);
        crm.Time.Advance(offer.Time("acceptBy") - crm.Time.Now + TimeSpan.FromSeconds(1));
        await crm.ReceiveAsync(desk.Press($"dealer-{dealer}/crm", "lisi", desk.CardOf("lisi").Id, "accept"));
        await crm.DeliverAsync();
        desk.Updates.Single(update => update.Members[0] == "lisi").ButtonText.ShouldBe("已超时");
        desk.Told("lisi").ShouldAllBe(text => !text.Contains("王芳"));
        (await crm.CountAsync("select count(*) from offer where state = 'accepted'")).ShouldBe(0);
    }

    [Theory, OnEachDatabase]
    public async Task A_replayed_press_and_a_second_press_do_nothing_twice(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var (desk, dealer, _) = await OfferedAsync(crm);
        var (account, card) = ($"dealer-{dealer}/crm", desk.CardOf("lisi").Id);
        await desk.PressAsync(account, "lisi", card, "accept", key: "same");
        await desk.PressAsync(account, "lisi", card, "accept", key: "same");
        await desk.PressAsync(account, "lisi", card, "accept", key: "other");
        await desk.PressAsync(account, "lisi", card, "decline", "no-stock", key: "changed my mind");
        desk.Told("lisi").Count(text => text.Contains("王芳")).ShouldBe(1);
        (await crm.CountAsync("select count(*) from event where type = 'lead.accepted'")).ShouldBe(1);
        (await crm.CountAsync("select count(*) from event where type = 'lead.declined'")).ShouldBe(0);
        desk.Updates.Where(update => update.Members[0] == "lisi").ShouldAllBe(update => update.ButtonText == "您已接单");
    }

    [Theory, OnEachDatabase]
    public async Task Declining_needs_a_reason_and_the_next_dealer_is_asked_at_once(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var (desk, dealer, receipt) = await OfferedAsync(crm);
        var account = $"dealer-{dealer}/crm";
        await desk.PressAsync(account, "lisi", desk.CardOf("lisi").Id, "decline");
        desk.Told("lisi").ShouldHaveSingleItem().ShouldContain("人手不足");
        desk.Updates.ShouldBeEmpty();
        var first = await crm.OpenOfferAsync(receipt.LeadId!);

        await desk.PressAsync(account, "lisi", desk.CardOf("lisi").Id, "decline", "no-stock");
        var declined = await crm.GetAsync($"/offers/{first.Text("id")}");
        (declined.Text("state"), declined.Text("declineReason")).ShouldBe(("declined", "no-stock"));
        desk.Updates.Select(update => (update.Members[0], update.ButtonText)).ShouldBe([("lisi", "已拒单"), ("wangwu", "已拒单")], ignoreOrder: true);
        desk.Cards[^1].Member.ShouldBe("stranger");
        desk.CardOf("stranger").Fields.ShouldContain(field => field.Label == "下发原因" && field.Value.Length > 0);
    }

    [Theory, OnEachDatabase]
    public async Task A_member_of_another_dealer_and_an_unknown_one_cannot_act_and_learn_nothing(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var (desk, dealer, receipt) = await OfferedAsync(crm);
        // A member of the other dealer who also has an id in this dealer's company.
        await desk.MemberAsync("mole", (await crm.OpenOfferAsync(receipt.LeadId!)).Text("dealerId") == dealer ? Other : dealer, account: $"dealer-{dealer}/crm");
        await desk.PressAsync($"dealer-{dealer}/crm", "mole", desk.CardOf("lisi").Id, "accept");
        desk.Told("mole").ShouldHaveSingleItem().ShouldContain("不属于");
        await desk.PressAsync($"dealer-{dealer}/crm", "nobody", desk.CardOf("lisi").Id, "accept");
        desk.Told("nobody").ShouldHaveSingleItem().ShouldContain("还没有关联");
        await desk.PressAsync($"dealer-{Other}/crm", "stranger", desk.CardOf("lisi").Id, "accept");
        (await desk.TypeAsync($"dealer-{dealer}/crm", "nobody", "待办")).ShouldContain("还没有关联");
        (await desk.TypeAsync($"dealer-{Other}/crm", "stranger", "接单 1")).ShouldContain("没有编号1");
        (await crm.OpenOfferAsync(receipt.LeadId!)).Text("state").ShouldBe("open");
        NothingOfTheCustomer(desk);
    }

    [Theory, OnEachDatabase]
    public async Task A_card_that_does_not_arrive_goes_by_text_message_and_shows_at_the_offer(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var desk = new StaffDesk(crm).Open();
        var answer = crm.Plugins.Answer;
        crm.Plugins.Answer = (channel, message) => message.Card is null ? answer(channel, message) : Task.FromResult<SendResult>(new SendResult.Rejected("configuration"));
        var dealer = await crm.DealerAsync("A");
        await desk.MemberAsync("lisi", dealer, phone: "13911112222");
        var receipt = await crm.SubmitAsync(CrmFixture.Form());
        await desk.SettleAsync();
        await crm.DeliverAsync();
        var text = crm.Plugins.Got.Last(sent => sent.Channel == CrmFixture.Sms && sent.Message.To == "+8613911112222").Message.Text;
        text.ShouldContain("新线索");
        text.ShouldNotContain("王");
        var offer = await crm.OpenOfferAsync(receipt.LeadId!);
        (await crm.ListAsync($"/offers/{offer.Text("id")}/cards")).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            card => card.Text("state").ShouldBe("unreachable"), card => card.Text("reason").ShouldBe("configuration"));
        // The portal is still there.
        (await crm.AcceptAsync(offer)).Status.ShouldBe(200);
    }

    [Theory, OnEachDatabase]
    public async Task A_card_that_arrives_after_the_offer_was_answered_is_changed_at_once(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var desk = new StaffDesk(crm).Open();
        var dealer = await crm.DealerAsync("A");
        await desk.MemberAsync("lisi", dealer);
        var receipt = await crm.SubmitAsync(CrmFixture.Form());
        await crm.AdvanceAsync(TimeSpan.FromSeconds(1));
        (await crm.AcceptAsync(await crm.OpenOfferAsync(receipt.LeadId!))).Status.ShouldBe(200);
        await crm.AdvanceAsync(TimeSpan.FromSeconds(1));
        await crm.DeliverAsync();
        desk.Updates.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            update => update.UpdateCode.ShouldBe($"sent-{desk.CardOf("lisi").Id}"), update => update.ButtonText.ShouldBe("已关闭"));
    }

    private const string Other = "other";

    /// <summary>A lead offered to one of two dealers; that one has two advisers on duty, one off duty and a manager.</summary>
    private static async Task<(StaffDesk Desk, string Dealer, CaptureReceipt Receipt)> OfferedAsync(CrmFixture crm)
    {
        var desk = new StaffDesk(crm).Open();
        // The territory's owner is asked first.
        var dealer = await crm.DealerAsync("A", regions: ["310115"]);
        var next = await crm.DealerAsync("B", regions: ["310000"]);
        await desk.MemberAsync("lisi", dealer);
        await desk.MemberAsync("wangwu", dealer);
        await desk.MemberAsync("asleep", dealer, onDuty: false);
        await desk.MemberAsync("boss", dealer, manager: true);
        await desk.MemberAsync("stranger", next, account: $"dealer-{Other}/crm");
        var receipt = await crm.SubmitAsync(CrmFixture.Form());
        await desk.SettleAsync();
        (await crm.OpenOfferAsync(receipt.LeadId!)).Text("dealerId").ShouldBe(dealer);
        return (desk, dealer, receipt);
    }

    /// <summary>Every card and every word to our people.</summary>
    private static void NothingOfTheCustomer(StaffDesk desk)
    {
        desk.AllWords.ShouldContain("Aurora");
        foreach (var secret in new[] { "王芳", "王*", "13800138000", "138****8000" }) desk.AllWords.ShouldNotContain(secret);
    }
}
