using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Shared.Api;

namespace Crm.Store.Tests.Flow;

/// <summary>What customers, dealers and agents do, and what they can see of it.</summary>
public sealed partial class CrmFixture
{
    public const string Chat = "chat";
    public const string Sms = "sms";
    public const string WebForm = "web-form";
    public static readonly ConsentGiven Forward = new("forward_to_dealer", "phone", "form.zh-CN.1");
    private int _keys;

    public static InquiryForm Form(string kind = "lead", string? name = "王芳", string? phone = "13800138000", string? email = null, string? brand = "Aurora",
        string? message = null, DateTimeOffset? preferred = null, bool consent = true, string? region = "310115") =>
        new(kind, name, phone, email, region, brand, null, null, message, preferred, consent ? [Forward] : []);

    public async Task<CaptureReceipt> SubmitAsync(InquiryForm form, string? key = null) => (await Service<Capture>().CaptureAsync(WebForm,
        [Submission(form, key ?? $"form-{Interlocked.Increment(ref _keys)}")], [], default)).Single();

    public InboundItem Submission(InquiryForm form, string key) => new()
    {
        DedupKey = key, Kind = InboundKind.Form, OccurredAt = Time.Now, Raw = "{}"u8.ToArray(), Form = form, Locale = "zh-CN",
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(form)))),
    };

    public InboundItem Item(string person, InboundKind kind, string? text = null, string? key = null) => new()
    {
        DedupKey = key ?? $"item-{Interlocked.Increment(ref _keys)}", Kind = kind, OccurredAt = Time.Now, Raw = "{}"u8.ToArray(),
        Identities = [new ChannelIdentity("channel", $"chat:{person}")], ConversationKey = $"conversation-{person}", ReplyTo = $"to-{person}",
        Message = text is null ? null : new ChatMessage("text", text), Locale = "zh-CN",
    };

    public async Task<IReadOnlyList<CaptureReceipt>> ReceiveAsync(params InboundItem[] items)
    {
        var receipts = await Service<Capture>().CaptureAsync(Chat, items, [], default);
        await PumpAsync();
        return receipts;
    }

    /// <summary>A customer writes; the answers, in order.</summary>
    public async Task<IReadOnlyList<Said>> SayAsync(string person, string text)
    {
        var before = (await SaidAsync()).Count;
        await ReceiveAsync(Item(person, InboundKind.Message, text));
        return [.. (await SaidAsync()).Skip(before)];
    }

    /// <summary>Every message we queued, oldest first.</summary>
    public Task<List<Said>> SaidAsync() => Database.ReadAsync(
        "select channel, to_address, coalesce(notice, ''), text from delivery where kind = 'message' order by id",
        row => new Said(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)), default);

    public async Task<string> DealerAsync(string code, string[]? brands = null, string[]? regions = null, long? cap = null, long? weight = null) =>
        (await Service<SaveDealer>().CreateAsync(new DealerInput(
            code, $"Dealer {code}", brands ?? ["Aurora"], regions ?? ["310115"], null, null, cap, weight, ["sales", "test-drive"], null, null), Admin)).Id;

    public static Caller DealerOf(string dealerId) => new($"user-of-{dealerId}", "Adviser", Role.Dealer, dealerId, false);

    public async Task<JsonElement> GetAsync(string path, Caller? caller = null)
    {
        var (status, body) = await Door.CallAsync("GET", path, caller ?? Agent);
        status.ShouldBe(200, $"{path}: {body}");
        return body;
    }

    public async Task<IReadOnlyList<JsonElement>> ListAsync(string path, Caller? caller = null) =>
        [.. (await GetAsync(path, caller)).GetProperty("items").EnumerateArray()];

    public Task<(int Status, JsonElement Body)> PostAsync(string path, object? body = null, Caller? caller = null) =>
        Door.CallAsync("POST", path, caller ?? Agent, body);

    /// <summary>The lead's open offer.</summary>
    public async Task<JsonElement> OpenOfferAsync(string leadId) => (await ListAsync($"/offers?leadId={leadId}&state=open")).ShouldHaveSingleItem();

    public async Task<(int Status, JsonElement Body)> AcceptAsync(JsonElement offer) =>
        await PostAsync($"/offers/{offer.Text("id")}/accept", null, DealerOf(offer.Text("dealerId")));

    public async Task<(int Status, JsonElement Body)> DeclineAsync(JsonElement offer, string reason = "no-capacity") =>
        await PostAsync($"/offers/{offer.Text("id")}/decline", new { reason }, DealerOf(offer.Text("dealerId")));

    public async Task<JsonElement> CallbackAsync(string id) => (await GetAsync($"/callbacks/{id}")).GetProperty("callback");

    /// <summary>An agent called now and says how it ended.</summary>
    public async Task<JsonElement> AttemptAsync(string callbackId, string result, int? rang = 20, DateTimeOffset? at = null, Caller? caller = null)
    {
        var (status, body) = await PostAsync($"/callbacks/{callbackId}/attempts",
            new { result, ringSeconds = rang, startedAt = at is { } t ? Instants.Iso(t) : null }, caller);
        status.ShouldBe(201, body.ToString());
        return body;
    }

    public async Task<IReadOnlyList<string>> AlertsAsync() => [.. (await ListAsync("/alerts")).Select(alert => alert.Text("kind"))];

    /// <summary>Nothing captured is lost: every inquiry is where its disposition says.</summary>
    public async Task NothingIsLostAsync()
    {
        var report = await GetAsync("/conservation");
        report.GetProperty("unexplained").GetInt64().ShouldBe(0, report.ToString());
    }
}

public sealed record Said(string Channel, string Recipient, string Notice, string Text);

public static class JsonReading
{
    public static string Text(this JsonElement element, string name) =>
        element.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : "";

    public static DateTimeOffset Time(this JsonElement element, string name) => element.GetProperty(name).GetDateTimeOffset();
}
