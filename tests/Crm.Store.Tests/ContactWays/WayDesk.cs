using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Shared.Api;
using Crm.Store.Tests.Flow;

namespace Crm.Store.Tests.ContactWays;

/// <summary>What a team lead does with codes, what the platform answers, and what customers do who scan them.</summary>
internal static class WayDesk
{
    public const string Account = "maker/crm";

    /// <summary>One account that can make codes, on a platform that makes them.</summary>
    public static async Task<CrmFixture> OpenAsync(string provider, DateTimeOffset? start = null)
    {
        var crm = await CrmFixture.CreateAsync(provider, start);
        crm.Plugins.Accounts.Add((CrmFixture.Chat, new ChannelAccount(Account, "ww1", [new ChannelFeature("external-contact", true)])));
        crm.Plugins.Outcome = operation => Task.FromResult<OperationResult>(operation.Request is SaveContactWay way
            ? new OperationResult.Done(new ContactWaySaved(way.PlatformId ?? "config-" + way.State, "https://work.example/ca/" + way.State))
            : new OperationResult.Done());
        return crm;
    }

    public static object Office(string member = "zhang", string backup = "bei", long cap = 0) => new
    {
        shifts = new[] { new { days = new[] { "mon", "tue", "wed", "thu", "fri" }, from = "09:00", to = "18:00", members = new[] { member } } },
        backup = new[] { backup }, dailyCap = cap,
    };

    public static object Always(string member, string backup, long cap) => new { members = new[] { member }, backup = new[] { backup }, dailyCap = cap };

    public static async Task<JsonElement> MakeAsync(
        this CrmFixture crm, string? dealerId = null, object? plan = null, object[]? welcome = null, bool createsLead = false, string? expiresAt = null)
    {
        var (status, body) = await crm.PostAsync("/contact-ways",
            new { name = "春季车展", dealerId, campaign = "spring", adviserGroup = "展厅一组", createsLead, plan = plan ?? Office(), welcome, expiresAt }, CrmFixture.Admin);
        status.ShouldBe(201, body.ToString());
        await crm.DeliverAsync();
        return body;
    }

    public static Task<JsonElement> WayAsync(this CrmFixture crm, JsonElement way, Caller? caller = null) => crm.GetAsync($"/contact-ways/{way.Text("id")}", caller);

    public static string Serving(this JsonElement way) => string.Join(',', way.GetProperty("serving").EnumerateArray().Select(member => member.GetString()));

    /// <summary>Somebody scans the code; the platform gives a code for the welcome that lives 20 seconds.</summary>
    public static InboundItem Scan(this CrmFixture crm, string person, string? state, string member = "zhang", bool half = false, bool code = true, string? key = null) =>
        crm.Item(person, InboundKind.ContactAdded, key: key) with
        {
            Source = state is null ? null : new InquirySource(null, state), ConversationKey = $"contact-{member}-{person}",
            ReplyTo = code ? $"welcome/{person}" : null, ReplyUntil = code ? crm.Time.Now.AddSeconds(20) : null,
            Fact = new MemberLinked(Account, member, $"wm-{person}", half, state) { MemberAddress = $"member/{member}" },
        };

    public static IReadOnlyList<SaveContactWay> Saves(this CrmFixture crm) => [.. crm.Plugins.Operations.Select(operation => operation.Request).OfType<SaveContactWay>()];

    public static async Task<JsonElement> FiguresAsync(this CrmFixture crm, JsonElement way, Caller? caller = null)
    {
        var figures = await crm.GetAsync($"/contact-ways/{way.Text("id")}/statistics", caller);
        figures.Number("scans").ShouldBe(figures.Number("newCustomers") + figures.Number("repeat"), "conservation");
        return figures;
    }

    public static Task<IReadOnlyList<JsonElement>> RowsAsync(this CrmFixture crm, JsonElement way, string figure) =>
        crm.ListAsync($"/contact-ways/{way.Text("id")}/statistics/rows?figure={figure}");

    public static long Number(this JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
