using System.Net;
using System.Text;
using System.Text.Json;
using Crm.Adapters.WebForm;
using Crm.Plugins.Contract;
using Crm.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Adapters.Tests.WebForm;

/// <summary>The part of the host that the adapter sees: it captures once per key and answers from the receipt.</summary>
internal sealed class FormHost
{
    private readonly Dictionary<string, (string? Fingerprint, CaptureReceipt Receipt)> _captured = [];
    private readonly IChannelAdapter _adapter;

    public FormHost(MemoryState? state = null, FakeTime? time = null)
    {
        Time = time ?? new FakeTime();
        var services = new ServiceCollection().AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IPluginState>(state ?? new MemoryState());
        new WebFormPlugin().ConfigureServices(services, new PluginContext("web-form", new ConfigurationBuilder().Build(), "."));
        _adapter = services.BuildServiceProvider().GetRequiredService<IChannelAdapter>();
    }

    public FakeTime Time { get; }

    public List<InboundItem> Stored { get; } = [];

    public async Task<Answer> Post(string json, string? key = "k1", string? caller = "partner") =>
        Finish(await Begin("POST", "inquiries", Encoding.UTF8.GetBytes(json), "application/json", key, caller));

    public async Task<Answer> PostBytes(byte[] body) =>
        Finish(await Begin("POST", "inquiries", body, "application/json", "k1", "partner"));

    public async Task<Answer> PostForm(IReadOnlyDictionary<string, string> fields, string query = "")
    {
        using var content = new FormUrlEncodedContent(fields);
        return Finish(await Begin("POST", "form" + query, await content.ReadAsByteArrayAsync(), "application/x-www-form-urlencoded"));
    }

    public async Task<Answer> Get(string path) => Finish(await Begin("GET", path, [], null));

    public Task<InboundResult> Begin(string method, string path, byte[] body, string? contentType, string? key = null, string? caller = null)
    {
        var parts = path.Split('?');
        var headers = new HeaderDictionary();
        if (contentType is not null)
            headers["Content-Type"] = contentType;
        if (key is not null)
            headers["Idempotency-Key"] = key;
        var query = new QueryCollection(QueryHelpers.ParseQuery(parts.Length > 1 ? parts[1] : ""));
        return _adapter.ReceiveAsync(
            new InboundRequest(method, "/in/web-form/" + parts[0], new Dictionary<string, string>(), query, headers, body, IPAddress.Loopback, caller, Time.GetUtcNow()),
            CancellationToken.None);
    }

    public Answer Finish(InboundResult result) => new(result.Reply([.. result.Items.Select(Capture)]));

    private CaptureReceipt Capture(InboundItem item)
    {
        if (_captured.TryGetValue(item.DedupKey, out var first))
            return first.Receipt with { Duplicate = true, Conflict = first.Fingerprint != item.Fingerprint };
        Stored.Add(item);
        var now = Time.GetUtcNow();
        var promise = item is { Kind: InboundKind.Form, Form.Phone: not null }
            ? new PromiseReceipt("p" + Stored.Count, now, now.AddMinutes(10), "Asia/Shanghai", "我们将于 10:10 前回电。")
            : null;
        var receipt = new CaptureReceipt("i" + Stored.Count, false, false, "lead", "l" + Stored.Count, null, promise);
        _captured[item.DedupKey] = (item.Fingerprint, receipt);
        return receipt;
    }

    /// <summary>An answer as a client sees it.</summary>
    internal sealed record Answer(ChannelReply Reply)
    {
        public int Status => Reply.Status;

        public string Text => Encoding.UTF8.GetString(Reply.Body.Span);

        public JsonElement Json => JsonDocument.Parse(Reply.Body).RootElement;

        public string? Code => Json.GetProperty("code").GetString();

        public string Errors => string.Join(" ", Json.GetProperty("errors").EnumerateArray()
            .Select(e => $"{e.GetProperty("pointer").GetString()}:{e.GetProperty("code").GetString()}"));
    }
}
