using Crm.Tests.Support;

namespace Crm.Store.Tests.Flow;

/// <summary>Two minutes before a call: who will call, and from which number.</summary>
public sealed class CallerNamedTests
{
    private static readonly DateTimeOffset Afternoon = new(2026, 3, 2, 15, 0, 0, TimeSpan.FromHours(8));

    [Theory, OnEachDatabase]
    public async Task The_desks_number_is_named_two_minutes_before_the_call_is_due_and_once(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, null, ("Crm:Promises:DeskPhone", "400-820-0000"));
        await crm.SubmitAsync(CrmFixture.Form("callback"));
        await crm.AdvanceAsync(TimeSpan.FromMinutes(8) - TimeSpan.FromSeconds(1));
        (await NamedAsync(crm)).ShouldBeEmpty();
        await crm.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await NamedAsync(crm)).ShouldHaveSingleItem().Text.ShouldContain("400-820-0000");
        await crm.AdvanceAsync(TimeSpan.FromHours(1));
        (await NamedAsync(crm)).Count.ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_slot_is_announced_before_it_begins_and_a_moved_one_before_its_new_time(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, null, ("Crm:Promises:DeskPhone", "400-820-0000"));
        var promise = (await crm.SubmitAsync(CrmFixture.Form("callback", preferred: Afternoon))).Promise!;
        (await crm.PostAsync($"/callbacks/{promise.Id}/reschedule", new { start = Afternoon.AddHours(1).ToString("o") })).Status.ShouldBe(200);
        await crm.AdvanceAsync(Afternoon - crm.Time.Now);
        (await NamedAsync(crm)).ShouldBeEmpty("it was moved");
        await crm.AdvanceAsync(TimeSpan.FromMinutes(58));
        (await NamedAsync(crm)).Count.ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task Whoever_has_taken_the_call_is_named_and_the_dealers_own_number(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var dealer = await crm.DealerAsync("SH1");
        (await crm.Door.CallAsync("PATCH", $"/dealers/{dealer}", CrmFixture.Admin, new { phone = "021-5555 0101" })).Status.ShouldBe(200);
        var lead = await crm.SubmitAsync(CrmFixture.Form());
        await crm.AcceptAsync(await crm.OpenOfferAsync(lead.LeadId!));
        await crm.AdvanceAsync(TimeSpan.FromMinutes(9));
        var said = (await NamedAsync(crm)).ShouldHaveSingleItem().Text;
        said.ShouldContain("021-5555 0101");
        said.ShouldContain("Dealer SH1");
    }

    [Theory, OnEachDatabase]
    public async Task After_an_attempt_or_without_a_number_nothing_is_announced(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, null, ("Crm:Promises:DeskPhone", "400-820-0000"));
        var called = (await crm.SubmitAsync(CrmFixture.Form("callback"))).Promise!;
        await crm.AttemptAsync(called.Id, "no-answer");
        await crm.AdvanceAsync(TimeSpan.FromMinutes(9));
        (await NamedAsync(crm)).ShouldBeEmpty();

        await using var mute = await CrmFixture.CreateAsync(provider);
        await mute.SubmitAsync(CrmFixture.Form("callback"));
        await mute.AdvanceAsync(TimeSpan.FromMinutes(9));
        (await NamedAsync(mute)).ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<Said>> NamedAsync(CrmFixture crm) => [.. (await crm.SaidAsync()).Where(said => said.Notice == "caller-named")];
}
