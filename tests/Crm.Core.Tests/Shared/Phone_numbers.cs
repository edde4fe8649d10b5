using Crm.Plugins.Core.Shared;

namespace Crm.Core.Tests.Shared;

public sealed class Phone_numbers
{
    [Theory]
    [InlineData("13800138000")]
    [InlineData("138 0013 8000")]
    [InlineData("138-0013-8000")]
    [InlineData("+8613800138000")]
    [InlineData("+86 138 0013 8000")]
    [InlineData("8613800138000")]
    [InlineData("008613800138000")]
    [InlineData("(0086) 138 0013 8000")]
    [InlineData("（0086）13800138000")]
    [InlineData("１３８００１３８０００")]
    [InlineData("＋８６ １３８ ００１３ ８０００")]
    [InlineData("138.0013.8000")]
    [InlineData("138—0013—8000")]
    [InlineData("\u00A013800138000\u3000")]
    [InlineData("tel: 13800138000")]
    [InlineData("13800138000/13900139000")]
    [InlineData("办公室没有，13800138000")]
    [InlineData("01380013800, 13800138000")]
    public void Mainland_mobiles_are_read_however_they_are_typed(string raw)
    {
        PhoneNumbers.TryParse(raw, "CN", out var phone).ShouldBeTrue(raw);
        phone.ShouldBe(new ParsedPhone("+8613800138000", null));
    }

    [Theory]
    [InlineData("138-0013-8000 ext. 12", "+8613800138000", "12")]
    [InlineData("13800138000 x12", "+8613800138000", "12")]
    [InlineData("010-12345678-8001", "+861012345678", "8001")]
    [InlineData("010-12345678转8001", "+861012345678", "8001")]
    [InlineData("021 6123 4567 分机：806", "+862161234567", "806")]
    public void Extensions_are_kept_apart(string raw, string e164, string extension)
    {
        PhoneNumbers.TryParse(raw, "CN", out var phone).ShouldBeTrue(raw);
        phone.ShouldBe(new ParsedPhone(e164, extension));
    }

    [Theory]
    [InlineData("021-61234567", "CN", "+862161234567")]
    [InlineData("4008123456", "CN", "+864008123456")]
    [InlineData("+998 90 123 45 67", "CN", "+998901234567")]
    [InlineData("+998900000001", "CN", "+998900000001")]
    [InlineData("00998900000001", "CN", "+998900000001")]
    [InlineData("(202) 555-0143", "US", "+12025550143")]
    [InlineData("0171 1234567", "DE", "+491711234567")]
    [InlineData("+8619900000001", "US", "+8619900000001")]
    [InlineData("+852 5123 4567", "CN", "+85251234567")]
    public void Other_numbers_follow_their_country(string raw, string region, string e164)
    {
        PhoneNumbers.TryParse(raw, region, out var phone).ShouldBeTrue(raw);
        phone.E164.ShouldBe(e164);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("N/A")]
    [InlineData("张三")]
    [InlineData("10086")]
    [InlineData("1380013800")]
    [InlineData("138001380001")]
    [InlineData("12345678901")]
    [InlineData("11111111111")]
    [InlineData("+8611111111111")]
    [InlineData("00000000")]
    [InlineData("13999999999999999999")]
    public void What_is_no_number_is_refused(string? raw) => PhoneNumbers.TryParse(raw, "CN", out _).ShouldBeFalse();

    [Fact]
    public void A_bare_mobile_is_mainland_only_by_the_default_region()
    {
        PhoneNumbers.TryParse("13800138000", "DE", out var phone);
        phone.E164.ShouldNotBe("+8613800138000");
    }

    [Fact]
    public void Long_input_is_refused_unread() =>
        PhoneNumbers.TryParse(new string(' ', 100_000) + "13800138000", "CN", out _).ShouldBeFalse();
}
