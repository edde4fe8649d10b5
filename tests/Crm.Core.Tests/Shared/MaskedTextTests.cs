using Crm.Plugins.Core.Shared;

namespace Crm.Core.Tests.Shared;

/// <summary>What a reader of a transcript need not know (spec/dealer.md P-07).</summary>
public sealed class MaskedTextTests
{
    [Theory]
    [InlineData("电话13800138000谢谢", "电话138****8000谢谢")]
    [InlineData("138 0013 8000", "138****8000")]
    [InlineData("138-0013-8000", "138****8000")]
    [InlineData("１３８００１３８０００", "138****8000")]
    [InlineData("call +86 138 0013 8000 now", "call 138****8000 now")]
    [InlineData("+998 90 123 45 67", "+998****4567")]
    [InlineData("mail wang@example.com.", "mail w***@example.com.")]
    [InlineData("车架号LSVAA49J132047371", "车架号***047371")]
    [InlineData("王小明您好", "王*您好")]
    public void Personal_data_is_masked_wherever_it_stands(string text, string masked) => MaskedText.Of(text, "王小明").ShouldBe(masked);

    [Theory]
    [InlineData("明天15:30可以吗，预算20万")]
    [InlineData("编号C261123-0001")]
    [InlineData("2026-11-22")]
    public void Times_prices_and_our_own_numbers_stay(string text) => MaskedText.Of(text, null).ShouldBe(text);
}
