using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Links;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Staff;
using Crm.Store.Tests.Flow;

namespace Crm.Store.Tests.Staff;

/// <summary>Our people on a channel of cards: who they are, what they get, what they press and type.</summary>
internal sealed class StaffDesk(CrmFixture crm)
{
    public const string Maker = "maker/crm";
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private int _keys;
    private int _codes;

    /// <summary>The platform gives a code with every card that has buttons.</summary>
    public StaffDesk Open()
    {
        crm.Plugins.Answer = (_, message) => Task.FromResult<SendResult>(new SendResult.Sent($"platform-{message.Id}")
        {
            UpdateCode = message.Card is { Buttons.Count: > 0 } card ? $"sent-{card.Id}" : null,
        });
        return this;
    }

    public async Task<string> MemberAsync(string id, string? dealer, bool manager = false, bool onDuty = true, string? user = null, string? account = null, string? phone = null,
        string locale = "zh-CN")
    {
        account ??= dealer is null ? Maker : $"dealer-{dealer}/crm";
        await crm.Writer.WriteAsync(unit =>
        {
            Members.See(unit, CrmFixture.Chat, account, id);
            var row = Members.Find(unit, CrmFixture.Chat, account, id)!;
            Members.Save(unit, row with { Name = $"顾问{id}", DealerId = dealer ?? "", UserId = user ?? "" }).ShouldBeTrue();
            DutyStore.Change(unit, row.Id, new DutyInput(onDuty, manager, phone, locale), CrmFixture.Admin, crm.Service<CrmOptions>());
        });
        return account;
    }

    public async Task<string> AgentAsync(string id) =>
        (await crm.Service<Users>().CreateAsync(new NewUser(id, $"坐席{id}", "agent"), "a-long-password-1")).Id;

    /// <summary>Time for the telling, then for the sending.</summary>
    public async Task SettleAsync()
    {
        await crm.AdvanceAsync(TimeSpan.FromSeconds(1));
        await crm.DeliverAsync();
    }

    public IReadOnlyList<(string Member, MessageCard Card, OutboundMessage Message)> Cards =>
        [.. crm.Plugins.Got.Where(sent => sent.Message.Card is not null).Select(sent => (sent.Message.To.Split('/')[^1], sent.Message.Card!, sent.Message))];

    public MessageCard CardOf(string member) => Cards.Last(card => card.Member == member).Card;

    /// <summary>What members were told in words, oldest first.</summary>
    public IReadOnlyList<string> Told(string member) =>
        [.. crm.Plugins.Got.Where(sent => sent.Message.Card is null && sent.Message.To.EndsWith("/" + member, StringComparison.Ordinal)).Select(sent => sent.Message.Text)];

    /// <summary>What cards were changed to, by the code used.</summary>
    public IReadOnlyList<UpdateCard> Updates => [.. crm.Plugins.Operations.Select(operation => operation.Request).OfType<UpdateCard>()];

    public InboundItem Press(string account, string member, string card, string button, string? choice = null, string? key = null) => Item(key ?? $"press-{++_keys}",
        new CardPressed(account, member, card, button, $"pressed-{++_codes}", choice is null ? null : new Dictionary<string, string> { [CardAction.Choice] = choice }));

    public async Task PressAsync(string account, string member, string card, string button, string? choice = null, string? key = null)
    {
        await crm.ReceiveAsync(Press(account, member, card, button, choice, key));
        await SettleAsync();
    }

    /// <summary>A member types; the answer.</summary>
    public async Task<string> TypeAsync(string account, string member, string text)
    {
        var before = Told(member).Count;
        await crm.ReceiveAsync(Item($"typed-{++_keys}", new MemberWrote(account, member, text)));
        await SettleAsync();
        // Beside the answer there may be the customer's number.
        return Told(member).Skip(before).OrderBy(told => told.Contains("电话", StringComparison.Ordinal)).First();
    }

    /// <summary>Everything that left for our people so far, cards included, as one text.</summary>
    public string AllWords => string.Join('\n', crm.Plugins.Got.Where(sent => sent.Channel == CrmFixture.Chat || sent.Message.Card is not null)
        .Select(sent => JsonSerializer.Serialize(sent.Message, Plain)));

    private InboundItem Item(string key, ChannelFact fact) => new()
    {
        DedupKey = key, Kind = InboundKind.Event, OccurredAt = crm.Time.Now, Raw = "<xml/>"u8.ToArray(), Fact = fact,
    };
}
