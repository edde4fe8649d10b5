using Crm.Plugins.Contract;

namespace Adapters.Tests.WeCom;

/// <summary>WeCom 4.5: externalcontact/get.</summary>
public sealed class ContactLookupTests : IDisposable
{
    private const string Get = "externalcontact/get";

    private readonly WeComNode _node = new();

    [Fact]
    public async Task A_contact_has_a_name_a_unionid_noted_phones_and_the_state_they_came_by()
    {
        _node.Platform.Answers(Get, """
            {"errcode":0,"external_contact":{"external_userid":"wm1","name":"张三","unionid":"oU1"},"follow_user":[
              {"userid":"lisi","remark_mobiles":["13800138000"]},
              {"userid":"wangwu","remark_mobiles":["13800138000",""],"state":"d1-cspring"}]}
            """);
        var profile = await FindAsync("maker/crm/wm1");
        profile!.DisplayName.ShouldBe("张三");
        profile.Scene.ShouldBe("d1-cspring");
        profile.Identities.ShouldBe(
        [
            new ChannelIdentity("channel", $"wecom:{WeComNode.CorpId}:wm1"), new ChannelIdentity("unionid", "oU1"), new ChannelIdentity("phone", "13800138000"),
        ]);
        _node.Platform.Last(Get).Query["external_userid"].ShouldBe("wm1");
    }

    [Theory]
    [InlineData(84061)]
    [InlineData(40096)]
    [InlineData(48002)]
    public async Task Where_the_platform_tells_nothing_there_is_no_profile(int code)
    {
        _node.Platform.Answers(Get, code);
        (await FindAsync("maker/crm/wm1")).ShouldBeNull();
    }

    [Theory]
    [InlineData("gone/crm/wm1")]
    [InlineData("nonsense")]
    public async Task An_address_we_do_not_know_has_no_profile(string address)
    {
        (await FindAsync(address)).ShouldBeNull();
        _node.Platform.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_passing_failure_throws_so_that_the_host_asks_again()
    {
        _node.Platform.Answers(Get, 45009);
        await Should.ThrowAsync<InvalidOperationException>(() => FindAsync("maker/crm/wm1"));
    }

    public void Dispose() => _node.Dispose();

    private Task<ContactProfile?> FindAsync(string address) => _node.Contacts.FindAsync(address, TestContext.Current.CancellationToken);
}
