using Crm.Plugins.Contract;
using Crm.Plugins.Core.Consent;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.MassSends;

/// <summary>Lesson 22: nobody gets the same message twice because we were not sure, nor because we started again.</summary>
public sealed class LostAnswerTests
{
    [Theory, OnEachDatabase]
    public async Task A_task_whose_answer_was_lost_is_found_and_not_made_again(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var company = new FakeCompany(crm) { LosesAnswers = true };
        await company.CustomerAsync("an");
        var id = (await company.PlanAsync()).Text("id");
        (await crm.GetAsync($"/mass-sends/{id}")).GetProperty("tasks")[0].Text("state").ShouldBe("unsure");
        company.LosesAnswers = false;
        await company.GoAsync(TimeSpan.FromMinutes(1));
        company.Confirmed["zhang"] = crm.Time.Now;
        await company.GoAsync(TimeSpan.FromMinutes(10));
        company.Asked.Count.ShouldBe(1);
        (await company.FiguresAsync(id)).ShouldBe("1/1/1");
    }

    [Theory, OnEachDatabase]
    public async Task A_task_that_is_not_there_at_the_second_look_is_asked_for_once_more(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var company = new FakeCompany(crm) { LosesRequests = true };
        await company.CustomerAsync("an");
        var bo = await company.CustomerAsync("bo");
        var id = (await company.PlanAsync()).Text("id");
        await company.GoAsync(TimeSpan.FromMinutes(1));
        company.Asked.Count.ShouldBe(1, "one look is not enough");
        company.LosesRequests = false;
        await company.ConsentAsync(bo, false);
        await company.GoAsync(TimeSpan.FromMinutes(5));
        await company.GoAsync();
        company.Asked.Count.ShouldBe(2);
        company.Asked[1].Contacts.ShouldBe(["wm-an"], "consent is asked for again");
        (await company.FiguresAsync(id)).ShouldBe("1/0/0");
    }

    [Theory, OnEachDatabase]
    public async Task Somebody_elses_mass_send_of_another_text_is_not_taken_for_ours_nor_one_of_ours_twice(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, null, ("Crm:ContactPolicy:PerDay", "9"), ("Crm:ContactPolicy:PerWeek", "9"));
        var company = new FakeCompany(crm);
        await company.CustomerAsync("an");
        await company.PlanAsync();
        company.LosesRequests = true;
        company.Made["theirs"] = (new CreateMassSend(false, ["wm-an"], [], null, "别的文字", []), crm.Time.Now);
        var second = (await company.PlanAsync()).Text("id");
        await company.GoAsync(TimeSpan.FromMinutes(1));
        (await crm.GetAsync($"/mass-sends/{second}")).GetProperty("tasks")[0].Text("state").ShouldBe("unsure");
    }

    [Theory, OnEachDatabase]
    public async Task Polling_goes_on_where_a_busy_platform_or_a_restart_broke_it_off(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var company = new FakeCompany(crm);
        await company.CustomerAsync("an", "wang");
        await company.CustomerAsync("bo");
        var id = (await company.PlanAsync()).Text("id");
        company.Confirmed["wang"] = company.Confirmed["zhang"] = crm.Time.Now;
        company.Silent = "zhang";
        await company.GoAsync(TimeSpan.FromMinutes(5));
        (await company.FiguresAsync(id)).ShouldBe("2/1/1", "what was told before it broke off is kept");
        company.Silent = null;
        await company.GoAsync(TimeSpan.FromMinutes(1));
        (await company.FiguresAsync(id)).ShouldBe("2/2/2");
        (await company.SendAsync(id)).Text("state").ShouldBe("done");
    }

    [Theory, OnEachDatabase]
    public async Task After_30_days_nobody_is_asked_any_more_and_what_was_not_confirmed_gives_its_place_back(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var company = new FakeCompany(crm);
        await company.CustomerAsync("an");
        var id = (await company.PlanAsync()).Text("id");
        for (var day = 0; day < 31; day++) await company.GoAsync(TimeSpan.FromDays(1));
        (await company.SendAsync(id)).Text("state").ShouldBe("done");
        (await crm.ListAsync($"/mass-sends/{id}/targets")).ShouldHaveSingleItem().Text("state").ShouldBe("expired");
        (await crm.CountAsync("select count(*) from contact_verdict where counted_at is not null")).ShouldBe(0);
        (await crm.CountAsync("select count(*) from channel_task where kind = 'mass-send-results'")).ShouldBe(0);
    }

    [Theory, OnEachDatabase]
    public async Task The_31st_mass_send_in_a_month_of_30_days_is_refused_before_the_platform_sees_it(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, new DateTimeOffset(2026, 4, 20, 10, 0, 0, TimeSpan.FromHours(8)),
            ("Crm:ContactPolicy:PerDay", "99"), ("Crm:ContactPolicy:PerWeek", "99"), ("Crm:ContactPolicy:PerMonth", "99"));
        var company = new FakeCompany(crm);
        var an = await company.CustomerAsync("an");
        var gate = crm.Service<ContactGate>();
        for (var i = 0; i < 31; i++)
        {
            var ask = new ContactAsk(an, Consents.Marketing, CrmFixture.Chat, $"test:{i}", crm.Time.Now, "chat:ww1");
            var verdict = (await crm.Writer.WriteAsync(unit => gate.Ask(unit, [ask]))).Single();
            verdict.Reasons.ShouldBe(i < 30 ? [] : [ContactReasons.Quota], $"message {i + 1}");
        }

        var id = (await company.PlanAsync()).Text("id");
        company.Asked.ShouldBeEmpty();
        (await crm.ListAsync($"/mass-sends/{id}/targets")).ShouldHaveSingleItem().Text("reason").ShouldBe("quota");
    }
}
