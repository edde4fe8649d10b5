using Crm.Tests.Support;

namespace Crm.Store.Tests.Flow;

/// <summary>A time the customer picks (C-02, C-03, DECISIONS 17).</summary>
public sealed class SlotTests
{
    private static readonly DateTimeOffset Afternoon = new(2026, 3, 2, 15, 0, 0, TimeSpan.FromHours(8));

    [Theory, OnEachDatabase]
    public async Task A_bookable_slot_is_promised_as_asked(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var receipt = await crm.SubmitAsync(CrmFixture.Form("callback", preferred: Afternoon));
        (receipt.Promise!.WindowStart, receipt.Promise.DueAt).ShouldBe((Afternoon, Afternoon.AddMinutes(30)));
        receipt.Warnings.ShouldBeNull();
        (await crm.SaidAsync()).ShouldHaveSingleItem().Notice.ShouldBe("promise-made-slot");
    }

    [Theory, OnEachDatabase]
    public async Task Outside_the_hours_it_is_the_next_slot_with_a_warning_and_never_a_refusal(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var receipt = await crm.SubmitAsync(CrmFixture.Form("callback", preferred: Afternoon.AddHours(5)));
        receipt.Promise!.WindowStart.ShouldBe(new DateTimeOffset(2026, 3, 3, 9, 0, 0, TimeSpan.FromHours(8)));
        receipt.Warnings.ShouldBe(["outside_hours"]);
        (await crm.SaidAsync()).ShouldHaveSingleItem().Notice.ShouldBe("promise-slot-moved");
    }

    [Theory, OnEachDatabase]
    public async Task A_slot_is_never_overbooked_by_twenty_requests_at_once_C03(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, null, ("Crm:Promises:SlotCapacity", "3"));
        var receipts = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            crm.SubmitAsync(CrmFixture.Form("callback", name: $"客户{i}", phone: $"138001380{i:00}", preferred: Afternoon))));
        receipts.GroupBy(receipt => receipt.Promise!.WindowStart).ShouldAllBe(slot => slot.Count() <= 3);
        receipts.Count(receipt => receipt.Promise!.WindowStart == Afternoon).ShouldBe(3);
        receipts.Where(receipt => receipt.Promise!.WindowStart != Afternoon).ShouldAllBe(receipt => receipt.Warnings!.Contains("full"));
    }

    [Theory, OnEachDatabase]
    public async Task A_released_slot_can_be_booked_again(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, null, ("Crm:Promises:SlotCapacity", "1"));
        var first = await crm.SubmitAsync(CrmFixture.Form("callback", preferred: Afternoon));
        (await crm.PostAsync($"/callbacks/{first.Promise!.Id}/release", new { reason = "no longer needed" })).Status.ShouldBe(200);
        var second = await crm.SubmitAsync(CrmFixture.Form("callback", name: "李强", phone: "13800138001", preferred: Afternoon));
        second.Promise!.WindowStart.ShouldBe(Afternoon);
    }

    [Theory, OnEachDatabase]
    public async Task A_lead_with_a_slot_is_offered_with_clocks_inside_it(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("SH1");
        var receipt = await crm.SubmitAsync(CrmFixture.Form(preferred: Afternoon));
        receipt.Promise!.WindowStart.ShouldBe(Afternoon);
        var offer = await crm.OpenOfferAsync(receipt.LeadId!);
        offer.Time("acceptBy").ShouldBeLessThanOrEqualTo(Afternoon.AddMinutes(12));
        offer.Time("contactBy").ShouldBeLessThanOrEqualTo(receipt.Promise.DueAt);
    }
}
