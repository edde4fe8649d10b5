using System.Globalization;
using System.Text.Json;
using Crm.Tests.Support;

namespace EndToEnd.Tests;

public class NodesTests
{
    private const int Captured = 12;

    [Fact]
    public async Task On_PostgreSQL_two_nodes_share_the_queue_and_a_due_step_has_one_effect_though_a_node_dies()
    {
        if (!TestEnvironment.IsCi) Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        var settings = new Dictionary<string, string>
        {
            ["Crm__Store__Provider"] = "postgres", ["Crm__Store__ConnectionString"] = database.ConnectionString, ["Crm__Demo"] = "true",
            // Due as soon as it is made, so that both nodes want it at once.
            ["Crm__Promises__CallbackMinutes"] = "0",
        };
        await using var first = await HostProcess.StartAsync(settings);
        await using var second = await HostProcess.StartAsync(settings);
        await using var live = await EventReader.OpenAsync(second);

        var promises = new List<string>();
        for (var n = 0; n < Captured; n++)
        {
            var phone = string.Create(CultureInfo.InvariantCulture, $"138{n:00000000}");
            var receipt = (await Api.CaptureAsync(first, "callback", phone, $"nodes-{n}")).ShouldNotBeNull(first.Log);
            promises.Add(receipt.GetProperty("promise").GetProperty("id").GetString()!);
        }

        await first.KillAsync();
        await live.UntilAsync("callback.scheduled", promises);
        // Due with the minute that was told, so up to a minute from now.
        await live.UntilAsync("callback.deadline_missed", promises, TimeSpan.FromSeconds(90));
        var queue = await Api.GetAsync(second, "/api/v1/callbacks?state=broken&limit=200");
        queue.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!).ShouldBe(promises, ignoreOrder: true);

        // A second effect would have the same promise twice among all events, from the first on.
        await using var again = await EventReader.OpenAsync(second, "0");
        await again.UntilAsync("callback.deadline_missed", promises);
        again.Seen.Where(e => e.Type == "callback.deadline_missed").Select(e => e.CallbackId).ShouldBe(promises, ignoreOrder: true);
    }

    [Fact]
    public async Task A_second_node_on_one_SQLite_file_is_refused_and_told_what_to_do()
    {
        await using var first = await HostProcess.StartAsync();
        var store = new Dictionary<string, string> { ["Crm__Store__ConnectionString"] = $"Data Source={Path.Combine(first.Folder, "crm.db")}" };
        var refused = await Should.ThrowAsync<InvalidOperationException>(() => HostProcess.StartAsync(store));
        refused.Message.ShouldContain("Crm:Store:Provider=postgres");
        refused.Message.ShouldContain("The host ended with 2");
        (await Api.GetAsync(first, "/api/v1/conservation")).ValueKind.ShouldBe(JsonValueKind.Object);
    }
}
