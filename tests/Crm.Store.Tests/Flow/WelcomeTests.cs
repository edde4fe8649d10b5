using System.Diagnostics.Metrics;
using Crm.Plugins.Contract;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Flow;

/// <summary>Architecture 6.5: a welcome in time, and every miss counted by its cause.</summary>
public sealed class WelcomeTests
{
    [Theory, OnEachDatabase]
    public async Task Every_welcome_is_counted_as_sent_missed_by_cause_or_unconfirmed(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var counted = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Name == "crm.welcomes") l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (Equals(tags[0].Value, CrmFixture.Chat)) lock (counted) counted.Add($"{tags[1].Value} {tags[2].Value}");
        });
        listener.Start();
        crm.Plugins.Answer = (_, message) => Task.FromResult<SendResult>(message.To switch
        {
            "to-refused" => new SendResult.Rejected("already-welcomed"),
            "to-lost" => new SendResult.Unknown("no-answer"),
            _ => new SendResult.Sent(null),
        });
        foreach (var person in new[] { "li", "zhang", "refused", "lost", "late" })
            await crm.ReceiveAsync(crm.Item(person, InboundKind.ContactAdded) with { ReplyUntil = crm.Time.Now.AddSeconds(person == "late" ? 1 : 20) });
        crm.Time.Advance(TimeSpan.FromSeconds(3));
        await crm.DeliverAsync();

        var report = await crm.GetAsync("/welcomes/summary");
        (report.GetProperty("sent").GetInt64(), report.GetProperty("missed").GetInt64(), report.GetProperty("unconfirmed").GetInt64()).ShouldBe((2, 2, 1));
        report.GetProperty("missedByCause").EnumerateArray().Select(cause => cause.Text("cause")).ShouldBe(["already-welcomed", "expired"], ignoreOrder: true);
        (report.GetProperty("p50Ms").GetInt64(), report.GetProperty("p99Ms").GetInt64()).ShouldBe((3000, 3000));
        (await crm.GetAsync($"/welcomes/summary?from={crm.Time.Now.AddHours(1).UtcDateTime:O}")).GetProperty("sent").GetInt64().ShouldBe(0);
        lock (counted)
            foreach (var end in new[] { "sent ", "missed already-welcomed", "missed expired", "unknown no-answer" }) counted.ShouldContain(end);
    }
}
