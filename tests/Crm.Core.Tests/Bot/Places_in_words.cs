using Crm.Plugins.Core.Bot;

namespace Crm.Core.Tests.Bot;

/// <summary>Where a customer says they are, and what only sounds like it.</summary>
public sealed class Places_in_words
{
    [Theory]
    [InlineData("我在上海，想试驾ID.4", "310000")]
    [InlineData("想试驾，人在江苏苏州", "320500")]
    [InlineData("我住在广州天河", "440100")]
    [InlineData("我是杭州的，想买ID.6", "330100")]
    [InlineData("I would like a test drive in Shanghai please", "310000")]
    [InlineData("I'm near Suzhou, can I drive the ID.4?", "320500")]
    public void A_name_behind_a_word_of_place_is_the_region(string text, string code) => Place.In(text).ShouldBe(code);

    [Theory]
    [InlineData("想试驾上海大众朗逸")]
    [InlineData("我在上海大众的店里看过朗逸")]
    [InlineData("我在网上看到上海车展")]
    [InlineData("我在考虑买车")]
    [InlineData("I am interested in the ID.4")]
    [InlineData("")]
    public void A_brand_a_show_or_a_thought_is_none(string text) => Place.In(text).ShouldBeNull();
}
