using System.Globalization;
using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Shared;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support.Talks;

namespace Crm.Store.Tests.Bot;

/// <summary>A customer who talks straight to the store.</summary>
public sealed class StoreSide(CrmFixture crm, string locale, string person = "li") : ICustomerSide
{
    private static readonly Dictionary<string, string> Looks = new()
    {
        ["leads"] = "select count(*) from lead",
        ["promises"] = "select count(*) from promise where open_key is not null",
        ["topics"] = "select coalesce(string_agg(topic, ',' order by topic), '-') from promise where open_key is not null",
        ["slots"] = "select count(*) from promise where kind = 'slot'",
        ["offers"] = "select count(*) from offer where state = 'open'",
        ["complaints"] = "select count(*) from complaint",
        ["severity"] = "select coalesce(max(severity), '-') from complaint",
        ["vin"] = "select coalesce(max(vin), '-') from complaint",
        ["order"] = "select coalesce(max(order_number), '-') from complaint",
        ["photos"] = "select count(*) from complaint_photo",
        ["phone"] = "select coalesce(max(phone), '-') from customer",
        ["name"] = "select coalesce(max(name), '-') from customer",
        ["series"] = "select coalesce(max(series), '-') from lead",
        ["temperature"] = "select coalesce(max(temperature), '-') from lead",
        ["consents"] = "select count(*) from consent where given = 1",
        ["refusals"] = "select count(*) from consent where given = 0",
        ["text-version"] = "select coalesce(max(text_version), '-') from consent",
        ["locale"] = "select max(locale) from conversation",
        ["session"] = "select coalesce(max(state), 'bot') from service_session",
        ["open-forms"] = "select count(*) from bot_state",
        ["quarantined"] = "select count(*) from inbox where disposition = 'quarantined'",
    };

    private int _count;

    public Task<IReadOnlyList<Heard>> WriteAsync(string text, string? choiceId) => SayAsync(new ChatMessage("text", text, ChoiceId: choiceId));

    public Task<IReadOnlyList<Heard>> SendAsync(string kind) => SayAsync(new ChatMessage(kind, ""));

    public async Task<IReadOnlyList<Heard>> WaitAsync(TimeSpan time)
    {
        await crm.AdvanceAsync(time);
        return await NewsAsync();
    }

    public bool Is(Heard heard, string key) => heard.Notice == key;

    public async Task<string> LookAsync(string what) => what switch
    {
        "visit" => At(await crm.CountAsync("select coalesce(max(visit_at), 0) from lead")),
        "call-at" => At(await crm.CountAsync("select coalesce(max(window_start), 0) from promise where open_key is not null")),
        "calls" => (await crm.CountAsync("select count(*) from promise where open_key is not null and topic <> 'reply'")).ToString(CultureInfo.InvariantCulture),
        "topics" => string.Join(',', await crm.Database.ReadAsync("select topic from promise where open_key is not null order by topic", row => row.GetString(0), default)) is { Length: > 0 } topics ? topics : "-",
        _ => (await crm.Database.ReadAsync(Looks[what], row => Convert.ToString(row.GetValue(0), CultureInfo.InvariantCulture)!, default))[0],
    };

    private async Task<IReadOnlyList<Heard>> SayAsync(ChatMessage message)
    {
        await crm.ReceiveAsync(crm.Item(person, InboundKind.Message) with { Message = message, Locale = locale });
        return await NewsAsync();
    }

    private async Task<IReadOnlyList<Heard>> NewsAsync()
    {
        var all = await crm.Database.ReadAsync(
            "select coalesce(notice, ''), text, choices from delivery where kind = 'message' and channel = 'chat' order by id",
            row => new Heard(row.GetString(0), row.GetString(1), Choices(row.GetString(2))), default);
        var news = all.Skip(_count).ToList();
        _count = all.Count;
        return news;
    }

    private static IReadOnlyList<(string, string)> Choices(string json) =>
        [.. JsonSerializer.Deserialize<MessageChoice[]>(json, JsonSerializerOptions.Web)!.Select(choice => (choice.Id, choice.Title))];

    private static string At(long ms) => ms == 0 ? "-" : DateTimeOffset.FromUnixTimeMilliseconds(ms).ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
