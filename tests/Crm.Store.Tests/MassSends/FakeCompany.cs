using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Links;
using Crm.Store.Tests.Flow;
using Microsoft.Extensions.Hosting;

namespace Crm.Store.Tests.MassSends;

/// <summary>A company on a platform with members, mass sends and groups; members do what the test says.</summary>
public sealed class FakeCompany : IMassSendReads, IGroupReads
{
    public const string Account = "maker/crm";
    private readonly CrmFixture _crm;

    public FakeCompany(CrmFixture crm)
    {
        _crm = crm;
        crm.Plugins.Accounts.Add((CrmFixture.Chat, new ChannelAccount(Account, "ww1", [new ChannelFeature("external-contact", true)])));
        crm.Plugins.Reads[typeof(IMassSendReads)] = this;
        crm.Plugins.Reads[typeof(IGroupReads)] = this;
        crm.Plugins.Outcome = operation => Task.FromResult(Run(operation));
    }

    /// <summary>Tasks by platform id.</summary>
    public Dictionary<string, (CreateMassSend Request, DateTimeOffset At)> Made { get; } = [];

    public Dictionary<string, DateTimeOffset> Confirmed { get; } = [];

    /// <summary>By contact; without one it is sent as soon as the member confirms.</summary>
    public Dictionary<string, string> Outcomes { get; } = [];

    public Dictionary<string, string> MemberOf { get; } = [];

    public Dictionary<string, CustomerGroup> Groups { get; } = [];

    public List<string> Refused { get; } = [];

    public bool LosesAnswers { get; set; }

    /// <summary>Answers nothing and does nothing.</summary>
    public bool LosesRequests { get; set; }

    public int GroupReads { get; private set; }

    /// <summary>Throws at the receipts of this member.</summary>
    public string? Silent { get; set; }

    public IReadOnlyList<CreateMassSend> Asked => [.. _crm.Plugins.Operations.Select(operation => operation.Request).OfType<CreateMassSend>()];

    /// <summary>A customer whom this member has added, with consent to marketing; the customer's id.</summary>
    public async Task<string> CustomerAsync(string name, string member = "zhang", bool consent = true)
    {
        MemberOf[$"wm-{name}"] = member;
        await _crm.ReceiveAsync(_crm.Item(name, InboundKind.ContactAdded) with { Fact = new MemberLinked(Account, member, $"wm-{name}", false, null) });
        var id = await _crm.TextAsync("select customer_id from link where contact = @contact", new { contact = $"wm-{name}" });
        if (consent) await ConsentAsync(id, true);
        return id;
    }

    public async Task ConsentAsync(string customerId, bool given) => (await _crm.PostAsync(
        $"/customers/{customerId}/consents", new { purpose = "marketing_message", channel = "any", given, textVersion = "phone.zh-CN.1" })).Status.ShouldBe(204);

    public async Task<JsonElement> PlanAsync(object? audience = null, DateTimeOffset? startAt = null, bool toGroups = false, string? key = null)
    {
        var (status, body) = await _crm.PostAsync("/mass-sends", Input(audience, startAt, toGroups, key), CrmFixture.Admin);
        status.ShouldBe(201, body.ToString());
        await GoAsync();
        return body;
    }

    public static object Input(object? audience = null, DateTimeOffset? startAt = null, bool toGroups = false, string? key = null) =>
        new { key, name = "春季试驾", account = Account, text = "新车到店，欢迎试驾", toGroups, audience, startAt };

    /// <summary>Lets everything that is due happen: steps, operations, questions.</summary>
    public async Task GoAsync(TimeSpan? after = null)
    {
        if (after is { } by) await _crm.AdvanceAsync(by);
        for (var i = 0; i < 20; i++) await _crm.RunStepsAsync();
        await _crm.DeliverAsync();
        while (await Questions.RunOnceAsync(default) > 0)
        {
        }
    }

    public async Task<JsonElement> SendAsync(string id) => (await _crm.GetAsync($"/mass-sends/{id}")).GetProperty("massSend");

    /// <summary>planned/confirmed/delivered.</summary>
    public async Task<string> FiguresAsync(string id)
    {
        var send = await SendAsync(id);
        return $"{send.Text("planned")}/{send.Text("confirmed")}/{send.Text("delivered")}";
    }

    public Task<ReadPage<MassSendFound>> RecentAsync(string account, DateTimeOffset since, bool toGroups, string? cursor, CancellationToken cancellationToken) =>
        Task.FromResult(new ReadPage<MassSendFound>(
            [.. Made.Where(made => made.Value.At >= since).Select(made => new MassSendFound(made.Key, made.Value.Request.Text, made.Value.At))], null));

    public Task<ReadPage<MassSendMember>> MembersAsync(string account, string platformId, string? cursor, CancellationToken cancellationToken) =>
        Task.FromResult(new ReadPage<MassSendMember>(
            [.. Made[platformId].Request.Contacts.Select(contact => MemberOf[contact]).Distinct().Order().Select(member =>
                new MassSendMember(member, Confirmed.ContainsKey(member), Confirmed.TryGetValue(member, out var at) ? at : null))], null));

    public Task<ReadPage<MassSendReceipt>> ReceiptsAsync(string account, string platformId, string member, string? cursor, CancellationToken cancellationToken)
    {
        if (Silent == member) throw new ChannelReadException("busy", TimeSpan.FromMinutes(1));
        return Task.FromResult(new ReadPage<MassSendReceipt>(
            [.. Made[platformId].Request.Contacts.Where(contact => MemberOf[contact] == member).Select(contact => new MassSendReceipt(
                contact, null, Confirmed.ContainsKey(member) ? Outcomes.GetValueOrDefault(contact, "sent") : "unsent", null))], null));
    }

    public Task<ReadPage<string>> GroupsAsync(string account, string? cursor, CancellationToken cancellationToken) =>
        Task.FromResult(new ReadPage<string>([.. Groups.Keys], null));

    public Task<CustomerGroup?> GroupAsync(string account, string group, CancellationToken cancellationToken)
    {
        GroupReads++;
        return Task.FromResult(Groups.GetValueOrDefault(group));
    }

    private ChannelTaskRunner Questions => _crm.Service<IEnumerable<IHostedService>>().OfType<ChannelTaskRunner>().Single();

    private OperationResult Run(ChannelOperation operation)
    {
        if (operation.Request is not CreateMassSend create) return new OperationResult.Done();
        if (LosesRequests) return new OperationResult.Unknown("no-answer");
        var id = $"msg-{Made.Count + 1}";
        Made[id] = (create, _crm.Time.Now);
        return LosesAnswers ? new OperationResult.Unknown("no-answer") : new OperationResult.Done(new MassSendCreated(id, Refused));
    }
}
