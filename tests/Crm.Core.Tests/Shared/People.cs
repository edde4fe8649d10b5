using Crm.Plugins.Core.Shared;

namespace Crm.Core.Tests.Shared;

public sealed class People
{
    [Theory]
    [InlineData("王小明", "王*")]
    [InlineData(" 王 ", "王*")]
    [InlineData("John Smith", "J*")]
    [InlineData("𠮷野", "𠮷*")]
    [InlineData(null, "")]
    [InlineData(" ", "")]
    public void Names_are_masked(string? name, string masked) => Masking.Name(name).ShouldBe(masked);

    [Theory]
    [InlineData("+8613800138000", "138****8000")]
    [InlineData("+998901234567", "+998****4567")]
    [InlineData("+862161234567", "+862****4567")]
    [InlineData("+1234567", "+1****67")]
    [InlineData("10086", "****")]
    [InlineData(null, "")]
    public void Phones_are_masked(string? phone, string masked) => Masking.Phone(phone).ShouldBe(masked);

    [Theory]
    [InlineData("wang@example.com", "w***@example.com")]
    [InlineData("a@b.cn", "a***@b.cn")]
    [InlineData("nonsense", "***")]
    [InlineData(null, "")]
    public void Emails_are_masked(string? email, string masked) => Masking.Email(email).ShouldBe(masked);

    [Theory]
    [InlineData("LSVAA2180E2123456", "***123456")]
    [InlineData("123456", "***")]
    [InlineData(null, "")]
    public void Vins_keep_the_last_six(string? vin, string masked) => Masking.Vin(vin).ShouldBe(masked);

    [Theory]
    [InlineData("王小明", "王小明先生")]
    [InlineData("王小明", " 王 小明 ")]
    [InlineData("李", "李女士")]
    [InlineData("John Smith", "JOHN  SMITH")]
    [InlineData("John Smith", "Mr. John Smith")]
    [InlineData("Ann Lee", "Ms Ann Lee")]
    [InlineData("Ann Lee", "Ａｎｎ Ｌｅｅ")]
    [InlineData("阿依古丽·买买提", "阿依古丽•买买提")]
    public void The_same_name_has_the_same_key(string one, string other) => PersonNames.Key(other).ShouldBe(PersonNames.Key(one));

    [Theory]
    [InlineData("王小明", "王小红")]
    [InlineData("Mrozek", "ozek")]
    [InlineData("O'Brien", "OBrien")]
    [InlineData("先生", "")]
    public void Different_names_have_different_keys(string one, string other) => PersonNames.Key(one).ShouldNotBe(PersonNames.Key(other));

    [Fact]
    public void No_name_has_an_empty_key()
    {
        PersonNames.Key(null).ShouldBe("");
        PersonNames.Key(" \t").ShouldBe("");
    }

    [Theory]
    [InlineData(" Wang.Xiaoming@Example.COM ", "Wang.Xiaoming@example.com")]
    [InlineData("wang＠example.com", "wang@example.com")]
    [InlineData("mailto:a@b.cn", "a@b.cn")]
    [InlineData("<a@b.cn>", "a@b.cn")]
    [InlineData("王@例子.中国", "王@例子.中国")]
    [InlineData("no@company.com", "no@company.com")]
    public void Addresses_are_normalised(string raw, string expected) => EmailAddresses.Normalise(raw).ShouldBe(expected);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("none@none.com")]
    [InlineData("NA@na.com")]
    [InlineData("noemail@noemail.com")]
    [InlineData("none")]
    [InlineData("a@b")]
    [InlineData("a@@b.cn")]
    [InlineData("a b@c.cn")]
    [InlineData("a@-b.cn")]
    [InlineData("@b.cn")]
    [InlineData("a@b.cn, c@d.cn")]
    public void What_is_no_address_is_dropped(string? raw) => EmailAddresses.Normalise(raw).ShouldBeNull();
}
