using System.Text.Json;
using Crm.Adapters.WeComSandbox;

namespace Adapters.Tests.WeComSandbox;

public sealed class KfSyncTests : IAsyncLifetime
{
    private Bench _bench = null!;
    private Customer _customer = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await Bench.StartAsync();
        _customer = _bench.Platform.AddCustomer("王芳");
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_message_has_the_fields_of_the_documentation()
    {
        await _bench.Platform.Write(_customer.Id, "试驾", "m1");

        var message = Messages(await Sync()).ShouldHaveSingleItem();
        (message.Text("open_kfid"), message.Text("external_userid"), message.Text("msgtype")).ShouldBe((Bench.Kf, _customer.Id, "text"));
        (message.GetProperty("origin").GetInt32(), message.GetProperty("send_time").GetInt64()).ShouldBe((3, 1772416800));
        message.GetProperty("text").GetRawText().ShouldBe("""{"content":"试驾","menu_id":"m1"}""");
    }

    [Fact]
    public async Task An_event_names_account_and_customer_inside_itself()
    {
        await _bench.Platform.EnterSession(_customer.Id, "site", "a%3Db");

        var message = Messages(await Sync()).ShouldHaveSingleItem();
        message.TryGetProperty("external_userid", out _).ShouldBeFalse();
        var content = message.GetProperty("event");
        (content.Text("event_type"), content.Text("external_userid"), content.Text("scene"), content.Text("scene_param"))
            .ShouldBe(("enter_session", _customer.Id, "site", "a%3Db"));
        content.Text("welcome_code").ShouldStartWith("CODE");
    }

    [Fact]
    public async Task Only_has_more_says_that_more_exists()
    {
        for (var i = 0; i < 5; i++)
            await _bench.Platform.Write(_customer.Id, $"m{i}");
        _bench.Platform.Faults.PageSize = 2;
        _bench.Platform.Faults.EmptyPage = true;

        var seen = new List<string>();
        var pages = new List<int>();
        string? cursor = null;
        for (var more = true; more;)
        {
            var page = await Sync(cursor);
            (cursor, more) = (page.Text("next_cursor"), page.GetProperty("has_more").GetInt32() == 1);
            cursor.Length.ShouldBeLessThanOrEqualTo(64);
            pages.Add(Messages(page).Count);
            seen.AddRange(Messages(page).Select(message => message.GetProperty("text").Text("content")));
        }

        pages.ShouldBe([0, 2, 2, 1]);
        seen.ShouldBe(["m0", "m1", "m2", "m3", "m4"]);
        Messages(await Sync(cursor)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Duplicates_across_pages_carry_the_same_msgid()
    {
        await _bench.Platform.Write(_customer.Id, "one");
        var first = await Sync();
        await _bench.Platform.Write(_customer.Id, "two");
        _bench.Platform.Faults.DuplicateMessages = true;

        var second = Messages(await Sync(first.Text("next_cursor")));

        second.Select(message => message.GetProperty("text").Text("content")).ShouldBe(["one", "two"]);
        second[0].Text("msgid").ShouldBe(Messages(first)[0].Text("msgid"));
    }

    [Fact]
    public async Task A_page_of_one_still_moves_on_when_pages_overlap()
    {
        await _bench.Platform.Write(_customer.Id, "one");
        var first = await Sync();
        await _bench.Platform.Write(_customer.Id, "two");
        _bench.Platform.Faults.DuplicateMessages = true;
        _bench.Platform.Faults.PageSize = 1;

        var second = await Sync(first.Text("next_cursor"));

        Messages(second).Select(message => message.GetProperty("text").Text("content")).ShouldContain("two");
        second.GetProperty("has_more").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Messages_are_kept_for_three_days()
    {
        await _bench.Platform.Write(_customer.Id, "old");
        _bench.Time.Advance(TimeSpan.FromHours(1));
        await _bench.Platform.Write(_customer.Id, "young");
        _bench.Time.Advance(TimeSpan.FromDays(3) - TimeSpan.FromMinutes(1));

        Messages(await Sync()).ShouldHaveSingleItem().GetProperty("text").Text("content").ShouldBe("young");
    }

    [Fact]
    public async Task The_token_of_an_event_lives_ten_minutes()
    {
        await _bench.Platform.Write(_customer.Id, "hi");
        var token = _bench.Inbox.Single().Value("Token");

        _bench.Time.Advance(TimeSpan.FromMinutes(10));
        (await Sync(token: token)).Code().ShouldBe(0);
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        (await Sync(token: token)).Code().ShouldBe(95007);
        (await Sync(token: "made-up")).Code().ShouldBe(95007);
    }

    [Fact]
    public async Task Without_a_token_the_limit_is_strict()
    {
        _bench.Platform.Faults.TokenlessPullsPerMinute = 2;

        (await Sync()).Code().ShouldBe(0);
        (await Sync()).Code().ShouldBe(0);
        (await Sync()).Code().ShouldBe(45009);
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        (await Sync()).Code().ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"open_kfid":"wkSandbox01","limit":1001}""", 40058)]
    [InlineData("""{"open_kfid":"wkSandbox01","limit":0}""", 40058)]
    [InlineData("""{"open_kfid":"wkSandbox01","voice_format":2}""", 40058)]
    [InlineData("""{"open_kfid":"wkSandbox01","cursor":"not one of ours"}""", 40058)]
    [InlineData("""{"open_kfid":"wkSandbox02"}""", 95004)]
    [InlineData("""{"open_kfid":"kf"}""", 95000)]
    [InlineData("{}", 95000)]
    public async Task A_wrong_parameter_is_refused(string body, int code) => (await _bench.Post("kf/sync_msg", body)).Code().ShouldBe(code);

    [Fact]
    public async Task A_cursor_of_a_platform_that_has_restarted_starts_over()
    {
        await using var earlier = await Bench.StartAsync();
        await earlier.Platform.Write(earlier.Platform.AddCustomer("x").Id, "before");
        var cursor = (await earlier.Post("kf/sync_msg", $$"""{"open_kfid":"{{Bench.Kf}}"}""")).Text("next_cursor");
        await _bench.Platform.Write(_customer.Id, "after");

        Messages(await Sync(cursor)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_the_api_sent_is_not_read_back_and_what_staff_wrote_is()
    {
        await _bench.Platform.Write(_customer.Id, "hi");
        (await _bench.SendKf(_customer.Id, "hello")).Code().ShouldBe(0);
        await _bench.Platform.StaffWrites(_customer.Id, "I am Lina", "lina");

        var messages = Messages(await Sync());
        messages.Select(message => message.GetProperty("origin").GetInt32()).ShouldBe([3, 5]);
        messages[1].Text("servicer_userid").ShouldBe("lina");
    }

    private Task<JsonElement> Sync(string? cursor = null, string? token = null) =>
        _bench.Post("kf/sync_msg", JsonSerializer.Serialize(new { open_kfid = Bench.Kf, cursor, token }, Bench.Plain));

    private static List<JsonElement> Messages(JsonElement page) => [.. page.GetProperty("msg_list").EnumerateArray()];
}
