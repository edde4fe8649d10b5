using System.Text.Json;
using Crm.Adapters.WeComSandbox;
using Crm.Tests.Support;

namespace Adapters.Tests.WeComSandbox;

/// <summary>Section 8: everything that can go wrong, by seed, by JSON and by the hundred.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private Bench _bench = null!;

    private Faults Faults => _bench.Platform.Faults;

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_percentage_is_drawn_from_its_seed_and_can_be_drawn_again()
    {
        var call = "getcallbackip?access_token=" + await _bench.AccessToken();
        async Task<List<int>> Row()
        {
            Faults.Apply(JsonSerializer.Deserialize<FaultPlan>("""{"seed":7,"rates":[{"call":"getcallbackip","percent":20,"code":-1},{"call":"kf/send_msg","percent":100,"http":502}]}""", Web)!);
            var codes = new List<int>();
            for (var i = 0; i < 200; i++)
                codes.Add((await _bench.Get(call)).Code());
            return codes;
        }

        var row = await Row();

        row.Count(code => code == -1).ShouldBeInRange(20, 60);
        (await Row()).ShouldBe(row);
    }

    [Fact]
    public void A_plan_says_all_it_takes_and_an_empty_one_changes_nothing()
    {
        const string plan = """
            {"seed":3,"rates":[{"call":"*","percent":2.5,"reset":"after"}],"next":[{"call":"gettoken","times":2,"slowMs":40}],"losePercent":1,"tokenLimit":5,"mostParallelCalls":4,
             "wrongSecretCode":40091,"wrongSecretsBeforeBlock":3,"callsPerMinute":100,"duplicatePercent":10,"misspellOptionIds":true}
            """;
        Faults.Apply(JsonSerializer.Deserialize<FaultPlan>(plan, Web)!);
        var said = Faults.ToPlan();
        Faults.Apply(new FaultPlan());

        JsonSerializer.Serialize(Faults.ToPlan(), Web).ShouldBe(JsonSerializer.Serialize(said, Web));
        (said.Rates![0].Reset, said.Rates[0].Percent, said.Next!.Count, said.Next[0].SlowMs).ShouldBe(("after", 2.5, 2, 40));
        Should.Throw<ArgumentException>(() => Faults.Apply(new FaultPlan { Rates = [new PlannedFault("*", 5)] }));

        Faults.Clear();
        JsonSerializer.Serialize(Faults.ToPlan(), Web).ShouldBe(JsonSerializer.Serialize(new Faults().ToPlan(), Web));
    }

    /// <summary>4.1: many calls with a wrong secret get the address blocked for an hour.</summary>
    [Fact]
    public async Task Wrong_secrets_block_for_an_hour()
    {
        Faults.Apply(new FaultPlan { WrongSecretCode = 40091, WrongSecretsBeforeBlock = 3 });
        for (var i = 0; i < 3; i++)
            (await _bench.Get("gettoken?corpid=ww01&corpsecret=wrong")).Code().ShouldBe(40091);
        (await _bench.Get("gettoken?corpid=ww01&corpsecret=secret01")).Code().ShouldBe(45009);

        _bench.Time.Advance(TimeSpan.FromHours(1));
        (await _bench.Get("gettoken?corpid=ww01&corpsecret=secret01")).Code().ShouldBe(0);
    }

    /// <summary>4.9: a block of the minute lasts 60 seconds, per API.</summary>
    [Fact]
    public async Task After_so_many_calls_of_one_kind_the_minute_is_blocked()
    {
        Faults.CallsPerMinute = 2;
        var token = await _bench.AccessToken();
        for (var i = 0; i < 2; i++)
            (await _bench.Get("getcallbackip?access_token=" + token)).Code().ShouldBe(0);
        (await _bench.Get("getcallbackip?access_token=" + token)).Code().ShouldBe(45009);
        (await _bench.Get("get_jsapi_ticket?access_token=" + token)).Code().ShouldBe(0);
        _bench.Time.Advance(TimeSpan.FromSeconds(59));
        (await _bench.Get("getcallbackip?access_token=" + token)).Code().ShouldBe(45009);
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        (await _bench.Get("getcallbackip?access_token=" + token)).Code().ShouldBe(0);
    }

    [Fact]
    public async Task Too_many_calls_at_once_are_45033()
    {
        var token = await _bench.AccessToken();
        Faults.MostParallelCalls = 1;
        Faults.Add("getcallbackip", Fault.Slow(TimeSpan.FromSeconds(5)));
        var slow = _bench.Get("getcallbackip?access_token=" + token);
        await Probe.Until(() => _bench.Time.PendingTimers == 1, "the slow call to wait");

        (await _bench.Get("getcallbackip?access_token=" + token)).Code().ShouldBe(45033);
        _bench.Time.Advance(TimeSpan.FromSeconds(5));
        (await slow).Code().ShouldBe(0);
        (await _bench.Get("getcallbackip?access_token=" + token)).Code().ShouldBe(0);
    }

    [Fact]
    public async Task A_token_may_die_as_revoked_or_as_expired()
    {
        var token = await _bench.AccessToken();
        _bench.Platform.Maker.RevokeToken(asExpired: true);
        (await _bench.Get("getcallbackip?access_token=" + token)).Code().ShouldBe(42001);
        (await _bench.AccessToken()).ShouldNotBe(token);
        _bench.Platform.Maker.TokenRequests().ShouldBe(2);
    }

    [Fact]
    public async Task Codes_may_be_dead_on_arrival()
    {
        Faults.ExpiredCodePercent = 100;
        await _bench.Platform.ScanCode(_bench.Platform.AddCustomer("王芳").Id);
        var code = (await _bench.Events())[0].Value("WelcomeCode");

        (await _bench.Call("externalcontact/send_welcome_msg", new { welcome_code = code, text = new { content = "x" } })).Code().ShouldBe(41050);
    }

    [Fact]
    public async Task A_share_of_callbacks_is_lost_and_a_share_comes_twice()
    {
        Faults.Apply(new FaultPlan { LosePercent = 30 });
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => _bench.Platform.MemberWrites($"m{i}")));
        outcomes.Count(outcome => outcome == CallbackOutcome.Lost).ShouldBeInRange(15, 45);
        var delivered = (await _bench.Events()).Count;
        delivered.ShouldBe(outcomes.Count(outcome => outcome.Delivered));

        Faults.Apply(new FaultPlan { LosePercent = 0, DuplicatePercent = 30 });
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => _bench.Platform.MemberWrites($"n{i}")));
        (await _bench.Events()).Count.ShouldBeInRange(115, 145);
    }

    /// <summary>Issue 3: a burst of 1,000 scans a minute.</summary>
    [Fact]
    public async Task A_thousand_people_scan_within_a_minute_and_each_has_a_code()
    {
        var load = _bench.Platform.Load.Scans(1000, TimeSpan.FromMinutes(1), null, TestContext.Current.CancellationToken);
        while (!load.IsCompleted)
        {
            await Probe.Until(() => load.IsCompleted || _bench.Inbox.Count == _bench.Platform.Customers.Count, "the scans so far to arrive");
            _bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        (await load).ShouldSatisfyAllConditions(result => result.Sent.ShouldBe(1000), result => result.Delivered.ShouldBe(1000), result => result.Failed.ShouldBe(0));
        (await _bench.Events()).Select(xml => xml.Value("WelcomeCode")).Distinct().Count().ShouldBe(1000);
    }

    /// <summary>8.5: a burst of 500 callbacks a second. All at once here, which is worse.</summary>
    [Fact]
    public async Task Five_hundred_callbacks_at_once_arrive_and_silent_people_say_nothing()
    {
        var silent = _bench.Platform.AddCustomer("不说话");
        _bench.Platform.AddCustomer("王芳");
        _bench.Platform.Maker.Contacts.SetHabits(silent.Id, silent: true);
        var load = _bench.Platform.Load.Messages(500, TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        _bench.Time.Advance(TimeSpan.FromSeconds(1));

        (await load).Delivered.ShouldBe(500);
        _bench.Platform.Messages(silent.Id).ShouldBeEmpty();
    }
}
