using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Crm.Tests.Support;

namespace EndToEnd.Tests;

public class KillTests
{
    private const int Clients = 8;
    private const int AnsweredBeforeKill = 60;

    [Fact]
    public async Task After_kill_9_under_load_every_inquiry_that_was_answered_is_there_with_its_promise()
    {
        await using var host = await HostProcess.StartAsync();
        for (var round = 1; round <= 3; round++)
        {
            var promises = await LoadUntilKilledAsync(host, round);
            await host.StartAgainAsync();

            await Probe.Until(
                async () => (await Api.GetAsync(host, "/api/v1/conservation")).GetProperty("pending").GetInt64() == 0, "nothing to be pending");
            var report = await Api.GetAsync(host, "/api/v1/conservation");
            report.GetProperty("unexplained").GetInt64().ShouldBe(0, report.ToString());
            report.GetProperty("inquiries").GetInt64().ShouldBeGreaterThanOrEqualTo(promises.Count);
            foreach (var id in promises)
            {
                using var answer = await host.Client.GetAsync(new Uri($"/api/v1/callbacks/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"round {round}: the promise {id} was told and is lost");
            }
        }
    }

    private static async Task<IReadOnlyCollection<string>> LoadUntilKilledAsync(HostProcess host, int round)
    {
        var promises = new ConcurrentBag<string>();
        var sent = 0;
        var killed = false;
        var clients = Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (!Volatile.Read(ref killed))
            {
                var n = Interlocked.Increment(ref sent);
                var phone = string.Create(CultureInfo.InvariantCulture, $"13{round}{n:00000000}");
                if (await Api.CaptureAsync(host, "lead", phone, $"{round}-{n}") is { } receipt)
                    promises.Add(receipt.GetProperty("promise").GetProperty("id").GetString()!);
            }
        }).ToList();
        await Probe.Until(() => promises.Count >= AnsweredBeforeKill, "enough answers before the kill");
        await host.KillAsync();
        Volatile.Write(ref killed, true);
        await Task.WhenAll(clients);
        return promises;
    }
}
