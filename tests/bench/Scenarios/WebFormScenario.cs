using System.Globalization;
using System.Net.Http.Json;
using Crm.Bench.Load;
using Crm.Tests.Support;

namespace Crm.Bench.Scenarios;

/// <summary>Buying wishes from a web page: inquiry, customer, lead, routing, offer and promise in one answer.</summary>
internal sealed class WebFormScenario : IScenario
{
    private static readonly string[] Brands = ["Aurora", "Borealis"];

    private static readonly string[] Capabilities = ["sales", "test_drive"];

    // Provincial level codes, two dealers each.
    private static readonly string[] Regions =
        ["110000", "310000", "320000", "330000", "350000", "370000", "410000", "420000", "440000", "510000"];

    public string Name => "web-form";

    public int Good => 202;

    public IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    public async Task<IRequestSource> PrepareAsync(HostProcess host, int clients, int seconds)
    {
        await SeedDealersAsync(host);
        return new Source(0);
    }

    /// <summary>Requests whose numbers start after <paramref name="start"/>, so that each is a new person.</summary>
    public static IRequestSource RequestsFrom(long start) => new Source(start);

    public static async Task SeedDealersAsync(HostProcess host)
    {
        for (var i = 0; i < 20; i++)
        {
            using var answer = await host.Client.PostAsJsonAsync(new Uri("api/v1/dealers", UriKind.Relative), new
            {
                code = string.Create(CultureInfo.InvariantCulture, $"B{i:00}"),
                name = string.Create(CultureInfo.InvariantCulture, $"Bench dealer {i:00}"),
                brands = new[] { Brands[i % 2] },
                regions = new[] { Regions[i / 2] },
                timeZone = "Asia/Shanghai",
                capabilities = Capabilities,
            });
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"A dealer was refused: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private sealed class Source : IRequestSource
    {
        private const string Mark = "00000000";
        private readonly Template[] _templates;
        private long _next;

        public Source(long start)
        {
            _next = start;
            _templates = [.. Regions.SelectMany(region => Brands.Select(brand => Template(region, brand)))];
        }

        public ReadOnlySpan<byte> Next(int client)
        {
            var number = ++_next;
            return _templates[number % _templates.Length].With(number);
        }

        private static Template Template(string region, string brand) => new(
            $"""
            POST /in/web-form/inquiries HTTP/1.1
            Host: bench
            Authorization: Bearer {HostProcess.Token}
            Content-Type: application/json
            Idempotency-Key: bench-{Mark}

            """,
            $$"""
            {"kind":"lead","name":"客户{{Mark}}","phone":"+86139{{Mark}}","region":"{{region}}","brand":"{{brand}}","series":"S6",
            "message":"想预约周末试驾，也想了解一下置换补贴。","consent":[{"purpose":"forward_to_dealer","channel":"phone","textVersion":"2026-01"}],
            "source":{"campaign":"bench","scene":"landing"},"locale":"zh-CN"}
            """,
            Mark);
    }
}
