using Crm.Plugins.Core.Shared;

namespace Crm.Core.Tests.Shared;

public sealed class Region_codes
{
    [Theory]
    [InlineData("320505", "320505 320500 320000 CN")]
    [InlineData("320500", "320500 320000 CN")]
    [InlineData("320000", "320000 CN")]
    [InlineData("310115", "310115 310100 310000 CN")]
    [InlineData("310000", "310000 310100 CN")]
    [InlineData("500230", "500230 500200 500100 500000 CN")]
    [InlineData("429004", "429004 420000 CN")]
    [InlineData("659001", "659001 650000 CN")]
    [InlineData("441900", "441900 440000 CN")]
    [InlineData("441900003000", "441900 440000 CN")]
    [InlineData("620200", "620200 620000 CN")]
    [InlineData("810000", "810000 CN")]
    [InlineData("31", "310000 310100 CN")]
    [InlineData("3205", "320500 320000 CN")]
    public void R_03_candidates_run_from_the_most_specific_code_to_the_nation(string code, string expected) =>
        string.Join(' ', Regions.Candidates(code)).ShouldBe(expected);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("990000")]
    [InlineData("32050")]
    [InlineData("苏州")]
    public void What_is_no_code_has_no_candidates(string? code) => Regions.Candidates(code).ShouldBeEmpty();

    [Theory]
    [InlineData("310115", "310115")]
    [InlineData(" ３１０１１５ ", "310115")]
    [InlineData("上海", "310000")]
    [InlineData("上海市浦东新区", "310000")]
    [InlineData("江苏省苏州市", "320500")]
    [InlineData("苏州市姑苏区", "320500")]
    [InlineData("苏州南京路", "320500")]
    [InlineData("北京朝阳", "110000")]
    [InlineData("辽宁朝阳市", "211300")]
    [InlineData("吉林", "220000")]
    [InlineData("吉林市", "220200")]
    [InlineData("吉林省长春市", "220100")]
    [InlineData("海南", "460000")]
    [InlineData("新疆石河子", "659001")]
    [InlineData("湖北仙桃", "429004")]
    [InlineData("东莞市", "441900")]
    [InlineData("Shanghai", "310000")]
    [InlineData("pudong, SHANGHAI", "310000")]
    [InlineData("Xi'an", "610100")]
    [InlineData("上海市中山北路", "310000")]
    [InlineData("江苏 Suzhou", "320500")]
    public void Names_resolve_to_codes(string text, string code) => Regions.Resolve(text).ShouldBe(code);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("火星")]
    [InlineData("南京路步行街")]
    [InlineData("Shanghainese food")]
    [InlineData("123456")]
    [InlineData("215000")]
    public void What_is_not_known_stays_unknown(string? text) => Regions.Resolve(text).ShouldBeNull();

    [Fact]
    public void Codes_have_names()
    {
        Regions.NameOf("320500").ShouldBe("苏州");
        Regions.NameOf("310000").ShouldBe("上海");
        Regions.NameOf("320505").ShouldBeNull();
    }
}
