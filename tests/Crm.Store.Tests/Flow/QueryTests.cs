using Crm.Tests.Support;

namespace Crm.Store.Tests.Flow;

/// <summary>Every list and figure on a store without a row and on one where all that may be unknown is unknown (DECISIONS 26).</summary>
public sealed class QueryTests
{
    /// <summary>A stream that never ends is no list.</summary>
    private const string Stream = "/events";

    [Theory, OnEachDatabase]
    public async Task Every_list_answers_on_an_empty_store(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await ReadAllAsync(crm, new Dictionary<string, string>());
    }

    [Theory, OnEachDatabase]
    public async Task Every_list_answers_on_a_store_full_of_nulls(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await FillWithNullsAsync(crm);
        await ReadAllAsync(crm, Ids);
        (await crm.ListAsync("/callbacks?order=due")).ShouldHaveSingleItem();
        (await crm.ListAsync("/callbacks")).ShouldHaveSingleItem();
    }

    [Theory, OnEachDatabase]
    public async Task Every_list_answers_on_a_store_with_something_of_everything(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.DealerAsync("A");
        await crm.SubmitAsync(CrmFixture.Form());
        await crm.SubmitAsync(CrmFixture.Form(name: "李强"));
        await crm.SayAsync("li", "刹车失灵了，电话13800138000");
        await crm.DeliverAsync();
        foreach (var sql in new List<string>
                 { "select min(id) from customer", "select max(id) from customer", "select min(id) from conversation", "select min(id) from lead", "select min(id) from promise", "select min(id) from complaint" })
            await ReadAllAsync(crm, new Dictionary<string, string> { ["id"] = await crm.TextAsync(sql) });
    }

    [Theory, OnEachDatabase]
    public async Task Lists_page_newest_first_without_gap_or_double(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        for (var i = 0; i < 7; i++) await crm.SubmitAsync(CrmFixture.Form(name: $"客户{i}", phone: $"1380013800{i}"));
        foreach (var path in new List<string> { "/leads?", "/customers?", "/callbacks?", "/callbacks?order=due&", "/inquiries?" })
        {
            List<string> seen = [];
            for (var cursor = ""; ;)
            {
                var page = await crm.GetAsync($"{path}limit=3{(cursor.Length > 0 ? "&cursor=" + cursor : "")}");
                seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.Text("id")));
                if ((cursor = page.Text("nextCursor")).Length == 0) break;
            }

            seen.Count.ShouldBe(7, path);
            seen.Distinct().Count().ShouldBe(7, path);
            seen.ShouldBe([.. path.Contains("due") ? seen.Order() : seen.OrderDescending()], path);
        }
    }

    private static Dictionary<string, string> Ids => new() { ["id"] = "x" };

    private static async Task ReadAllAsync(CrmFixture crm, Dictionary<string, string> values)
    {
        foreach (var template in crm.Door.Readable.Where(path => !path.EndsWith(Stream, StringComparison.Ordinal)))
        {
            var path = template.Replace("{id}", values.GetValueOrDefault("id", "none"));
            var (status, body) = await crm.Door.CallAsync("GET", path, CrmFixture.Admin);
            status.ShouldBeOneOf([200, 404], $"{path}: {body}");
            if (!template.Contains("{id}")) status.ShouldBe(200, path);
        }
    }

    private static Task FillWithNullsAsync(CrmFixture crm) => crm.Writer.WriteAsync(unit =>
    {
        var id = "x";
        foreach (var sql in NullRows.All) unit.Execute(sql, ("id", id), ("at", unit.NowMs));
    });
}
