using Adapters.Tests.Sms;
using Crm.Adapters.WeCom;
using Crm.Adapters.WeCom.Dealers;
using Crm.Adapters.WeComSandbox;
using Crm.Plugins.Contract;
using Crm.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Adapters.Tests.WeComSandbox;

/// <summary>Dealers in their own corps: one with an app of its own, one with the maker's shared app, one that has not confirmed it.</summary>
public sealed class SharedAppTests : IAsyncLifetime
{
    private const string Key = "cYt47EQz8syFx44F2pjvQFABtMEz8kVVWxA9LXVoNrQ";
    private readonly FakeTime _time = new();
    private readonly HttpClient _http = new();
    private WeComPlatform _platform = null!;
    private LocalServer _server = null!;
    private ServiceProvider _adapter = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _platform = new WeComPlatform(new WeComPlatformOptions
        {
            CorpId = "ww01", CorpSecret = "secret01", AgentId = 1000002, Token = "token01", EncodingAESKey = Key, OpenKfId = "wk01", CallbackUrl = () => null,
            CallbackPause = TimeSpan.Zero, CallbackRetries = 0,
            Dealers =
            [
                Dealer("wwown", new WeComAppOptions { AgentId = 1000010, Secret = "secret-own", Token = "t", EncodingAESKey = Key, CallbackUrl = () => null }),
                Dealer("wwshared", Shared(1000020)), Dealer("wwwaiting", Shared(1000030)) with { ShareConfirmed = false },
            ],
        }, _time, _http);
        _server = await LocalServer.StartAsync(app => app.MapGroup("/in/wecom-sandbox").MapWeComPlatform(_platform));
        _adapter = Adapter();
    }

    public async ValueTask DisposeAsync()
    {
        await _adapter.DisposeAsync();
        await _server.DisposeAsync();
        _http.Dispose();
    }

    [Fact]
    public async Task A_card_goes_to_the_dealers_own_corp_by_its_own_app_or_by_the_makers_shared_one()
    {
        (await SendAsync("own/crm", "c-own")).ShouldBeOfType<SendResult.Sent>().UpdateCode.ShouldNotBeNullOrEmpty();
        var shared = (await SendAsync("shared/crm", "c-shared")).ShouldBeOfType<SendResult.Sent>();
        _platform.Corp("wwown").Cards.Of("lisi").ShouldHaveSingleItem().TaskId.ShouldBe("c-own");
        _platform.Corp("wwshared").Cards.Of("lisi").ShouldHaveSingleItem().TaskId.ShouldBe("c-shared");
        var changed = await _adapter.GetRequiredService<IChannelOperations>().RunAsync(
            new ChannelOperation("o", "shared/crm", new UpdateCard(shared.UpdateCode!, ["lisi"], "已超时"), 1, null), Cancel);
        changed.ShouldBe(new OperationResult.Done());
        _platform.Corp("wwshared").Cards.Of("lisi").Single().ReplacedBy.ShouldBe("已超时");
    }

    [Fact]
    public async Task A_dealer_whose_corp_has_not_confirmed_shows_in_health_and_is_written_to_once_it_has()
    {
        var shares = _adapter.GetRequiredService<SharedApps>();
        await shares.LookAsync(Cancel);
        Feature("waiting/crm").ShouldSatisfyAllConditions(
            feature => feature.Working.ShouldBeFalse(), feature => feature.Reason.ShouldBe("share-not-confirmed"), feature => feature.Remedy!["en"].ShouldContain("confirm"));
        Feature("shared/crm").Working.ShouldBeTrue();
        _adapter.GetRequiredService<IChannelAccounts>().Accounts.Select(account => account.Dealer).ShouldBe([null, "D1", "D2", "D3"]);
        (await SendAsync("waiting/crm", "c-1")).ShouldBe(new SendResult.Rejected("configuration"));

        await _platform.Corp("wwwaiting").ConfirmShare(true);
        await shares.LookAsync(Cancel);
        Feature("waiting/crm").Working.ShouldBeTrue();
        _time.Advance(TimeSpan.FromMinutes(11));
        (await SendAsync("waiting/crm", "c-2")).ShouldBeOfType<SendResult.Sent>();
    }

    [Fact]
    public async Task A_shared_app_without_the_makers_is_refused_at_start()
    {
        var wrong = Should.Throw<Exception>(() => Adapter(settings => settings["Corps:2:SharedFrom"] = "maker/none"));
        wrong.Message.ShouldContain("shared/crm");
        await Task.CompletedTask;
    }

    [Fact]
    public async Task One_person_in_two_corps_is_known_by_the_platforms_word_only()
    {
        var customer = _platform.AddCustomer("王芳");
        var namesake = _platform.AddCustomer("王芳");
        await _platform.Maker.Contacts.Add(customer.Id);
        await _platform.Corp("wwshared").Contacts.Add(customer.Id);
        await _platform.Maker.Contacts.Add(namesake.Id);
        await _platform.Corp("wwwaiting").Contacts.Add(namesake.Id);

        var known = (await FindAsync("maker/crm", customer.Id)).Identities.Select(identity => identity.Value).ToList();
        known.ShouldContain(identity => identity.StartsWith("wecom:wwshared:", StringComparison.Ordinal));
        // Their corp has not confirmed, so nobody says who they are there.
        (await FindAsync("maker/crm", namesake.Id)).Identities.Select(identity => identity.Value)
            .ShouldNotContain(identity => identity.StartsWith("wecom:wwwaiting:", StringComparison.Ordinal) || known.Contains(identity));
    }

    private async Task<ContactProfile> FindAsync(string account, string contact) =>
        (await _adapter.GetRequiredService<IContactDirectory>().FindAsync($"{account}/{contact}", Cancel)).ShouldNotBeNull();

    private ChannelFeature Feature(string account) => _adapter.GetRequiredService<IChannelAccounts>().Accounts.Single(each => each.Key == account)
        .Features.Single(feature => feature.Name == "shared-app");

    private Task<SendResult> SendAsync(string account, string card) => _adapter.GetRequiredService<IChannelAdapter>().SendAsync(
        new OutboundMessage(card, MemberAddress.Of(account, "lisi"), "新线索", null, new Dictionary<string, string>(), [], "zh-CN", _time.Now.AddMinutes(30), 1)
        {
            Card = new MessageCard(card, "新线索待接单", null, null, [new CardField("车型", "朗逸")], [new MessageChoice("accept", "接单")]),
        }, Cancel);

    private static WeComCorpOptions Dealer(string corp, WeComAppOptions app) => new() { CorpId = corp, Name = corp, Members = ["lisi"], Apps = [app] };

    private static WeComAppOptions Shared(long agent) =>
        new() { AgentId = agent, SharedFrom = 1000002, Token = "t", EncodingAESKey = Key, CallbackUrl = () => null };

    private ServiceProvider Adapter(Action<Dictionary<string, string?>>? change = null)
    {
        var settings = new Dictionary<string, string?> { ["ApiBaseUrl"] = new Uri(_server.Address, "in/wecom-sandbox").ToString() };
        Corp(0, "maker", "ww01", 1000002, "secret01", null, null);
        Corp(1, "own", "wwown", 1000010, "secret-own", "D1", null);
        Corp(2, "shared", "wwshared", 1000020, null, "D2", "maker/crm");
        Corp(3, "waiting", "wwwaiting", 1000030, null, "D3", "maker/crm");
        change?.Invoke(settings);
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_time).AddSingleton<IPluginState>(new WeCom.MemoryState(_time)).AddSingleton<IHostMedia>(new WeCom.FakeHostMedia()).AddSingleton(_http);
        new WeComPlugin().ConfigureServices(services, new PluginContext("wecom", new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), "."));
        return services.BuildServiceProvider();

        void Corp(int i, string key, string corp, int agent, string? secret, string? dealer, string? sharedFrom)
        {
            var (at, app) = ($"Corps:{i}", $"Corps:{i}:Agents:0");
            settings[at + ":Key"] = key;
            settings[at + ":CorpId"] = corp;
            settings[at + ":Dealer"] = dealer;
            settings[at + ":SharedFrom"] = sharedFrom;
            settings[app + ":Key"] = "crm";
            settings[app + ":AgentId"] = $"{agent}";
            settings[app + ":CorpSecret"] = secret;
            settings[app + ":Token"] = "t";
            settings[app + ":EncodingAESKey"] = Key;
        }
    }
}
