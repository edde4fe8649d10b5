using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Adapters.Tests.Sms;
using Crm.Adapters.WeComSandbox;
using Crm.Adapters.WeComSandbox.Http;
using Crm.Tests.Support;

namespace Adapters.Tests.WeComSandbox;

/// <summary>The customer's codes and misbehaviour, the staff's phones and the platform's switches, as the page speaks to them.</summary>
public sealed class PhonePagesTests : IAsyncLifetime
{
    private const string Key = "cYt47EQz8syFx44F2pjvQFABtMEz8kVVWxA9LXVoNrQ";
    private const string Wang = "wmSandboxCustomer0000000000000001";
    private readonly HttpClient _http = new();
    private WeComPlatform _platform = null!;
    private LocalServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _platform = new WeComPlatform(
            new WeComPlatformOptions
            {
                CorpId = "ww01", CorpSecret = "secret01", AgentId = 1000002, Token = "token01", EncodingAESKey = Key, OpenKfId = "wk01", CallbackUrl = () => null, CallbackRetries = 0,
                Dealers =
                [
                    new WeComCorpOptions
                    {
                        CorpId = "ww02", Name = "浦东店", Members = ["LiSi"], ShareConfirmed = false,
                        Apps = [new WeComAppOptions { AgentId = 1000010, Token = "t", EncodingAESKey = Key, CallbackUrl = () => null, SharedFrom = 1000002 }],
                    },
                ],
            },
            new FakeTime(), _http);
        _platform.AddCustomer("王芳", Wang);
        _server = await LocalServer.StartAsync(app =>
        {
            app.MapWeComPlatform(_platform);
            new PhoneEndpoints(_platform, allowRemote: false).Map(app);
        });
        _http.BaseAddress = _server.Address;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
    }

    [Fact]
    public async Task A_code_made_by_the_API_hangs_on_the_wall_and_whoever_scans_it_is_tied()
    {
        var made = await Api("externalcontact/add_contact_way", """{"type":1,"scene":2,"remark":"浦东车展","state":"d1-show","user":["lina"]}""");
        var code = (await Items("phone/codes")).ShouldHaveSingleItem();
        (code.Text("kind"), code.Text("remark"), code.Text("state"), code.Text("code")).ShouldBe(("contact", "浦东车展", "d1-show", made.Text("config_id")));

        await Done($"phone/customers/{Wang}/codes", $$"""{"corp":"ww01","code":"{{made.Text("config_id")}}"}""");

        var adviser = (await Get($"phone/customers/{Wang}/ties")).GetProperty("advisers").EnumerateArray().ShouldHaveSingleItem();
        (adviser.Text("member"), adviser.Text("state")).ShouldBe(("lina", "d1-show"));
        await Done($"phone/customers/{Wang}/delete", """{"corp":"ww01","member":"lina"}""");
        (await Get($"phone/customers/{Wang}/ties")).GetProperty("advisers").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_member_puts_all_of_their_customers_into_a_group()
    {
        var made = await Api("externalcontact/add_contact_way", """{"type":1,"scene":2,"user":["lina"]}""");
        await Done($"phone/customers/{Wang}/codes", $$"""{"corp":"ww01","code":"{{made.Text("config_id")}}"}""");

        await Done("phone/staff/ww01/lina/groups", """{"name":"周末试驾群"}""");

        var group = _platform.Groups.All.ShouldHaveSingleItem();
        (group.Name, group.Members.Count(member => member.IsCustomer)).ShouldBe(("周末试驾群", 1));
    }

    [Fact]
    public async Task A_customer_joins_a_group_by_its_code_and_leaves_it()
    {
        var chat = _platform.Groups.Create("lina", "车主群");
        var made = await Api("externalcontact/groupchat/add_join_way", $$"""{"scene":2,"remark":"车主群码","chat_id_list":["{{chat}}"]}""");

        await Done($"phone/customers/{Wang}/codes", $$"""{"code":"{{made.Text("config_id")}}"}""");
        (await Get($"phone/customers/{Wang}/ties")).GetProperty("groups")[0].Text("name").ShouldBe("车主群");

        await Done($"phone/customers/{Wang}/groups/{chat}/leave", "{}");
        _platform.Groups.All[0].Members.ShouldNotContain(member => member.IsCustomer);
    }

    [Fact]
    public async Task A_picture_is_in_the_chat_can_be_looked_at_and_taken_back()
    {
        var picture = new ByteArrayContent([137, 80, 78, 71]);
        picture.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        (await _http.PostAsync($"phone/customers/{Wang}/pictures", picture, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        var message = _platform.Messages(Wang).ShouldHaveSingleItem();
        using var shown = await _http.GetAsync($"phone/media/ww01/{message.Text}", TestContext.Current.CancellationToken);
        (message.Kind, shown.Content.Headers.ContentType!.MediaType, (await shown.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length).ShouldBe(("image", "image/png", 4));
        await Done($"phone/customers/{Wang}/messages/{message.Id}/recall", "{}");
        _platform.Messages(Wang)[0].Kind.ShouldBe("recalled");
    }

    [Fact]
    public async Task A_card_arrives_on_the_members_phone_is_pressed_once_and_changes_in_place()
    {
        var sent = await Api("message/send", """
            {"touser":"lina","msgtype":"template_card","agentid":1000002,"template_card":{"card_type":"button_interaction","task_id":"offer-1",
            "main_title":{"title":"新派单"},"horizontal_content_list":[{"keyname":"车型","value":"ID.4"}],
            "button_selection":{"question_key":"reason","title":"原因","option_list":[{"id":"busy","text":"人手不足"}]},"button_list":[{"text":"接单","key":"accept"}]}}
            """);
        var card = (await Items("phone/staff/ww01/lina")).ShouldHaveSingleItem().GetProperty("card");
        (card.Text("title"), card.GetProperty("rows")[0].Text("value"), card.GetProperty("open").GetBoolean()).ShouldBe(("新派单", "ID.4", true));

        await Refused("phone/staff/ww01/lina/cards", """{"taskId":"offer-1","key":"nobody"}""", HttpStatusCode.UnprocessableEntity);
        await Done("phone/staff/ww01/lina/cards", """{"taskId":"offer-1","key":"accept","chosen":{"reason":["busy"]}}""");
        await Api("message/update_template_card", $$$"""{"userids":["lina"],"agentid":1000002,"response_code":"{{{sent.Text("response_code")}}}","button":{"replace_name":"已接单"} }""");

        card = (await Items("phone/staff/ww01/lina"))[0].GetProperty("card");
        (card.Text("replacedBy"), card.GetProperty("open").GetBoolean()).ShouldBe(("已接单", false));
        await Refused("phone/staff/ww01/lina/cards", """{"taskId":"offer-1","key":"accept"}""", HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_dealers_phone_shows_what_was_written_and_confirms_the_share()
    {
        await Done("phone/staff/ww02/lisi/messages", """{"text":"待办"}""");
        var line = (await Items("phone/staff/ww02/LiSi")).ShouldHaveSingleItem();
        (line.Text("text"), line.GetProperty("mine").GetBoolean()).ShouldBe(("待办", true));

        (await Items("phone/staff"))[1].GetProperty("shareConfirmed").GetBoolean().ShouldBeFalse();
        await Done("phone/staff/ww02/share", """{"confirmed":true}""");
        _platform.Corp("ww02").ShareConfirmed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("phone/staff/ww09/lisi/messages", """{"text":"x"}""", 404)]
    [InlineData("phone/staff/ww01/ghost/messages", """{"text":"x"}""", 404)]
    [InlineData("phone/staff/ww01/lina/messages", """{"text":" "}""", 422)]
    [InlineData("phone/staff/ww01/lina/tasks/none", """{"confirmed":true}""", 404)]
    [InlineData("phone/customers/wmNobody/codes", """{"code":"x"}""", 404)]
    [InlineData("phone/customers/" + Wang + "/codes", """{"code":"x"}""", 404)]
    [InlineData("phone/customers/" + Wang + "/groups/none/leave", "{}", 404)]
    [InlineData("phone/customers/" + Wang + "/messages/none/recall", "{}", 404)]
    [InlineData("phone/clock", """{"minutes":-1}""", 422)]
    [InlineData("phone/load", """{"kind":"scans","rate":1000000,"seconds":10}""", 422)]
    public async Task What_is_not_there_or_may_not_be_is_a_problem(string path, string body, int status) => await Refused(path, body, (HttpStatusCode)status);

    [Fact]
    public async Task Faults_are_shown_and_changed_as_a_plan()
    {
        using var set = await _http.PutAsync("phone/faults", Json("""{"losePercent":7,"rates":[{"call":"*","percent":30,"code":-1}]}"""), TestContext.Current.CancellationToken);
        set.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var wrong = await _http.PutAsync("phone/faults", Json("""{"rates":[{"call":"*","percent":30}]}"""), TestContext.Current.CancellationToken);
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var plan = await Get("phone/faults");
        (plan.GetProperty("losePercent").GetDouble(), plan.GetProperty("rates")[0].GetProperty("percent").GetDouble(), _platform.Faults.LosePercent).ShouldBe((7, 30, 7));
    }

    [Fact]
    public async Task The_clock_is_put_ahead_and_a_crowd_reports_how_it_fared()
    {
        using var response = await _http.PostAsync("phone/clock", Json("""{"minutes":60}"""), TestContext.Current.CancellationToken);
        (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("aheadSeconds").GetInt64().ShouldBe(3600);

        await Done("phone/load", """{"kind":"scans","rate":60,"seconds":1}""");
        await Probe.Until(async () => !(await Get("phone/load")).GetProperty("running").GetBoolean(), "the end of the crowd");
        (await Get("phone/load")).GetProperty("last").GetProperty("sent").GetInt32().ShouldBe(1);
    }

    private async Task<JsonElement> Api(string call, string body)
    {
        var token = (await Get("cgi-bin/gettoken?corpid=ww01&corpsecret=secret01")).Text("access_token");
        using var response = await _http.PostAsync($"cgi-bin/{call}?access_token={token}", Json(body), TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        answer.Code().ShouldBe(0, answer.ToString());
        return answer;
    }

    private Task<JsonElement> Get(string path) => _http.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    private async Task<JsonElement[]> Items(string path) => [.. (await Get(path)).GetProperty("items").EnumerateArray()];

    private Task Done(string path, string body) => Refused(path, body, HttpStatusCode.Accepted);

    private async Task Refused(string path, string body, HttpStatusCode status)
    {
        using var response = await _http.PostAsync(path, Json(body), TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
