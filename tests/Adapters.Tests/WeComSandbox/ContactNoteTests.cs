using Crm.Adapters.WeComSandbox;

namespace Adapters.Tests.WeComSandbox;

/// <summary>Section 4.5: reading contacts, remarks and tags; 3.4: what people do is an event, what the API does is none.</summary>
public sealed class ContactNoteTests : IAsyncLifetime
{
    private Bench _bench = null!;
    private Customer _customer = null!;

    private SandboxContacts Contacts => _bench.Platform.Maker.Contacts;

    public async ValueTask InitializeAsync()
    {
        _bench = await Bench.StartAsync(options => options with { Members = [.. Enumerable.Range(0, 501).Select(i => $"u{i}")] });
        _customer = _bench.Platform.AddCustomer("王芳");
        await Contacts.Add(_customer.Id, "d1", "u0");
        await _bench.Events();
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Five_hundred_followers_are_a_page()
    {
        foreach (var i in Enumerable.Range(1, 500))
            await Contacts.Add(_customer.Id, null, $"u{i}");

        var first = await _bench.Ask($"externalcontact/get?external_userid={_customer.Id}");
        first.GetProperty("follow_user").GetArrayLength().ShouldBe(500);
        var rest = await _bench.Ask($"externalcontact/get?external_userid={_customer.Id}&cursor={Uri.EscapeDataString(first.Text("next_cursor"))}");
        rest.GetProperty("follow_user").GetArrayLength().ShouldBe(1);
        rest.TryGetProperty("next_cursor", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_batch_is_read_with_a_cursor_and_half_contacts_are_left_out()
    {
        foreach (var i in Enumerable.Range(0, 4))
            await Contacts.Add(_bench.Platform.AddCustomer($"c{i}").Id, null, "u0", half: i == 3);

        var names = new List<string>();
        var cursor = "";
        do
        {
            var page = await _bench.Call("externalcontact/batch/get_by_user", new { userid_list = Bench.List("U0"), cursor, limit = 3 });
            names.AddRange(page.GetProperty("external_contact_list").EnumerateArray().Select(entry => entry.GetProperty("external_contact").Text("name")));
            cursor = page.Text("next_cursor");
        } while (cursor.Length > 0);

        names.ShouldBe(["王芳", "c0", "c1", "c2"]);
        (await _bench.Call("externalcontact/batch/get_by_user", new { userid_list = Bench.List("u0"), limit = 101 })).Code().ShouldBe(40058);
        (await _bench.Call("externalcontact/batch/get_by_user", new { userid_list = Bench.List("u0"), cursor = "made up" })).Code().ShouldBe(40058);
        (await _bench.Call("externalcontact/batch/get_by_user", new { })).Code().ShouldBe(41009);
    }

    [Fact]
    public async Task A_member_without_customers_is_84061() => (await _bench.Ask("externalcontact/list?userid=u9")).Code().ShouldBe(84061);

    [Theory]
    [InlineData("", 40058)]
    [InlineData(""","remark":"123456789012345678901" """, 40058)]
    [InlineData(""","remark_company":"123456789012345678901" """, 40058)]
    [InlineData(""","remark_pic_mediaid":"nobody" """, 40007)]
    [InlineData(""","remark":"老客户王女士" """, 0)]
    public async Task A_remark_needs_a_field_within_its_length(string fields, int code) =>
        (await _bench.Post("externalcontact/remark", $$"""{"userid":"u0","external_userid":"{{_customer.Id}}"{{fields}}}""")).Code().ShouldBe(code);

    [Fact]
    public async Task Mobiles_replace_all_and_an_empty_one_clears()
    {
        await Remark("13800000001", "13800000002");
        await Remark("13800000003");
        (await Follower()).GetProperty("remark_mobiles").EnumerateArray().Select(mobile => mobile.GetString()).ShouldBe(["13800000003"]);

        await Remark("");
        (await Follower()).GetProperty("remark_mobiles").GetArrayLength().ShouldBe(0);
        (await _bench.Events()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_edit_by_the_member_is_told_but_not_one_of_mobiles_alone()
    {
        Contacts.EditMobiles(_customer.Id, ["13800000001"], "u0");
        await Contacts.EditRemark(_customer.Id, "王女士", member: "u0");

        var told = (await _bench.Events()).ShouldHaveSingleItem();
        (told.Value("ChangeType"), told.Value("UserID"), told.Value("ExternalUserID")).ShouldBe(("edit_external_contact", "u0", _customer.Id));
        (await Follower()).Text("remark").ShouldBe("王女士");
    }

    [Fact]
    public async Task Tags_are_made_reused_marked_renamed_and_deleted_without_an_event()
    {
        var made = (await Tag("意向", "热", "温")).GetProperty("tag_group");
        var again = (await Tag("意向", "热", "冷")).GetProperty("tag_group");
        again.Text("group_id").ShouldBe(made.Text("group_id"));
        again.GetProperty("tag")[0].Text("id").ShouldBe(made.GetProperty("tag")[0].Text("id"));
        var hot = made.GetProperty("tag")[0].Text("id");
        var cold = again.GetProperty("tag")[1].Text("id");

        (await _bench.Call("externalcontact/mark_tag", new { userid = "u0", external_userid = _customer.Id, add_tag = Bench.List(hot, cold) })).Code().ShouldBe(0);
        var tag = (await Follower()).GetProperty("tags")[0];
        (tag.Text("group_name"), tag.Text("tag_name"), tag.Text("tag_id"), tag.GetProperty("type").GetInt32()).ShouldBe(("意向", "热", hot, 1));

        (await _bench.Call("externalcontact/edit_corp_tag", new { id = hot, name = "冷" })).Code().ShouldBe(40071);
        (await _bench.Call("externalcontact/edit_corp_tag", new { id = hot, name = "很热" })).Code().ShouldBe(0);
        (await _bench.Call("externalcontact/del_corp_tag", new { tag_id = Bench.List(cold) })).Code().ShouldBe(0);
        (await Follower()).GetProperty("tags").EnumerateArray().Select(left => left.Text("tag_name")).ShouldBe(["很热"]);
        (await _bench.Events()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Three_thousand_tags_are_the_most()
    {
        (await Tag("a", [.. Enumerable.Range(0, 3000).Select(i => $"t{i}")])).Code().ShouldBe(0);

        (await Tag("a", "t1")).Code().ShouldBe(0);
        (await Tag("b", "one more")).Code().ShouldBe(40126);
        (await _bench.Call("externalcontact/get_corp_tag_list", new { })).GetProperty("tag_group").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"userid":"u0","external_userid":"CUSTOMER"}""", 40058)]
    [InlineData("""{"userid":"u0","external_userid":"CUSTOMER","add_tag":["etNobody"]}""", 40068)]
    [InlineData("""{"userid":"u1","external_userid":"CUSTOMER","add_tag":["etNobody"]}""", 84061)]
    [InlineData("""{"userid":"u0","add_tag":["etNobody"]}""", 41035)]
    public async Task Marking_is_checked(string body, int code) =>
        (await _bench.Post("externalcontact/mark_tag", body.Replace("CUSTOMER", _customer.Id, StringComparison.Ordinal))).Code().ShouldBe(code);

    [Fact]
    public async Task Tags_changed_at_the_console_are_told()
    {
        var tags = _bench.Platform.Maker.Tags;
        var id = tags.Add("区域", "华东");
        await tags.Rename(id, "华东区");
        await tags.Shuffle(null);
        await tags.Delete(id);

        var told = (await _bench.Events()).Select(xml => (xml.Value("Event"), xml.Value("TagType"), xml.Value("ChangeType")));
        told.ShouldBe([
            ("change_external_tag", "tag_group", "create"), ("change_external_tag", "tag", "create"), ("change_external_tag", "tag", "update"),
            ("change_external_tag", "", "shuffle"), ("change_external_tag", "tag", "delete")], ignoreOrder: true);
    }

    private Task<System.Text.Json.JsonElement> Tag(string group, params string[] names) =>
        _bench.Call("externalcontact/add_corp_tag", new { group_name = group, tag = names.Select(name => new { name }) });

    private Task<System.Text.Json.JsonElement> Remark(params string[] mobiles) =>
        _bench.Call("externalcontact/remark", new { userid = "u0", external_userid = _customer.Id, remark_mobiles = mobiles });

    private async Task<System.Text.Json.JsonElement> Follower() =>
        (await _bench.Ask($"externalcontact/get?external_userid={_customer.Id}")).GetProperty("follow_user")[0];
}
