using Crm.Plugins.Core.Customers;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Flow;

/// <summary>A dealer sees its own and nobody else's, and names and numbers only after it accepted (P-07).</summary>
public sealed class DealerSightTests
{
    [Theory, OnEachDatabase]
    public async Task A_dealer_sees_its_own_masked_until_it_accepts_and_nothing_of_others_P07(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var mine = await crm.DealerAsync("A");
        var receipt = await crm.SubmitAsync(CrmFixture.Form(name: "王芳芳"));
        var other = CrmFixture.DealerOf(await crm.DealerAsync("B", brands: ["Other"]));
        var me = CrmFixture.DealerOf(mine);
        var customer = (await crm.ListAsync("/customers")).ShouldHaveSingleItem().Text("id");

        foreach (var path in new List<string> { "/leads", "/offers", "/callbacks", "/customers" })
            (await crm.ListAsync(path, other)).ShouldBeEmpty(path);
        var offer = (await crm.ListAsync("/offers", me)).ShouldHaveSingleItem();
        foreach (var path in new List<string> { $"/leads/{receipt.LeadId}", $"/callbacks/{receipt.Promise!.Id}", $"/offers/{offer.Text("id")}", $"/customers/{customer}", $"/customers/{customer}/timeline" })
            (await crm.Door.CallAsync("GET", path, other)).Status.ShouldBe(404, path);
        (await crm.PostAsync($"/offers/{offer.Text("id")}/accept", null, other)).Status.ShouldBe(404);
        (await crm.PostAsync($"/callbacks/{receipt.Promise!.Id}/attempts", new { result = "connected" }, other)).Status.ShouldBe(404);

        foreach (var path in new List<string> { "/leads", "/offers", "/callbacks" })
        {
            var seen = (await crm.ListAsync(path, me)).ShouldHaveSingleItem(path).ToString();
            seen.ShouldNotContain("王芳芳", Case.Sensitive, path);
            seen.ShouldNotContain("13800138000", Case.Sensitive, path);
        }

        (await crm.ListAsync("/customers", me)).ShouldBeEmpty();
        (await crm.Door.CallAsync("GET", $"/customers/{customer}", me)).Status.ShouldBe(404);

        (await crm.AcceptAsync(offer)).Status.ShouldBe(200);
        (await crm.GetAsync($"/leads/{receipt.LeadId}", me)).Text("customerName").ShouldBe("王芳芳");
        (await crm.ListAsync("/callbacks", me)).ShouldHaveSingleItem().Text("phone").ShouldBe("+8613800138000");
        (await crm.GetAsync($"/customers/{customer}", me)).GetProperty("phones")[0].GetString().ShouldBe("+8613800138000");
        await crm.AttemptAsync(receipt.Promise.Id, "connected", caller: me);
    }

    [Theory, OnEachDatabase]
    public async Task A_dealer_has_no_part_in_the_makers_chats_complaints_and_figures(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var me = CrmFixture.DealerOf(await crm.DealerAsync("A"));
        foreach (var path in new List<string> { "/conversations", "/complaints", "/inquiries", "/conservation", "/deliveries", "/leads/x/routing" })
            (await crm.Door.CallAsync("GET", path, me)).Status.ShouldBe(403, path);

        // Nor in what the maker should look at: only what is addressed to it.
        await crm.Writer.WriteAsync(unit => Alerts.Raise(unit, "phone-many-names", "+8613800138000", "One number under 3 or more names"));
        (await crm.ListAsync("/alerts")).ShouldHaveSingleItem();
        (await crm.ListAsync("/alerts", me)).ShouldBeEmpty();
    }
}
