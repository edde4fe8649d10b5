using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Crm.Adapters.WeCom.Wire;

namespace Adapters.Tests.WeCom;

/// <summary>WeCom 1.2 to 1.4 and 1.9: keys, signature and cipher, bit for bit as other implementations do it.</summary>
public sealed class CryptoVectorTests
{
    public static TheoryData<string> Vectors => [.. VectorFile.Good.Select(vector => vector.Id)];

    public static TheoryData<string, string> Keys => new(VectorFile.Root.GetProperty("keyDecode").GetProperty("valid").EnumerateArray()
        .Select(key => (key.GetProperty("encodingAesKey").GetString()!, key.GetProperty("keyHex").GetString()!)));

    public static TheoryData<string, string> WrongKeys => new(VectorFile.Root.GetProperty("keyDecode").GetProperty("invalid").EnumerateArray()
        .Select(key => (key.GetProperty("note").GetString()!, key.GetProperty("encodingAesKey").GetString()!)));

    [Theory, MemberData(nameof(Keys))]
    public void A_key_gives_its_32_bytes_even_with_spare_bits_set(string key, string hex) =>
        Convert.ToHexStringLower(EncodingAesKey.Decode(key)).ShouldBe(hex);

    [Theory, MemberData(nameof(WrongKeys))]
    public void A_key_that_is_not_43_characters_of_the_alphabet_is_refused(string note, string key)
    {
        EncodingAesKey.IsValid(key).ShouldBeFalse(note);
        Should.Throw<FormatException>(() => EncodingAesKey.Decode(key));
    }

    [Theory, MemberData(nameof(Vectors))]
    public void A_good_vector_decrypts_to_its_plaintext(string id)
    {
        var vector = VectorFile.Get(id);
        Cipher(vector).TryDecrypt(Encoding.UTF8.GetBytes(vector.Text("encrypt")), out var message).ShouldBe(Refusal.None);
        Encoding.UTF8.GetString(message.Span).ShouldBe(vector.Text("plaintext"));
    }

    [Theory, MemberData(nameof(Vectors))]
    public void Encrypting_with_the_same_random_bytes_gives_the_same_ciphertext(string id)
    {
        var vector = VectorFile.Get(id);
        Cipher(vector).Encrypt(Encoding.UTF8.GetBytes(vector.Text("plaintext")), Convert.FromHexString(vector.Text("randomHex")))
            .ShouldBe(vector.Text("encrypt"));
    }

    [Theory, MemberData(nameof(Vectors))]
    public void The_signature_of_a_good_vector_is_computed_and_accepted(string id) => SignatureHolds(VectorFile.Get(id));

    [Fact]
    public void A_signature_alone_is_computed_and_accepted()
    {
        foreach (var json in VectorFile.Root.GetProperty("signatureOnly").EnumerateArray())
            SignatureHolds(new Vector(json));
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("tr-TR")]
    [InlineData("")]
    public void G10_the_sort_is_by_bytes_whatever_the_culture(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        SignatureHolds(VectorFile.Get("g10-signature-sort-trap"));
    }

    [Fact]
    public void A_signature_in_upper_case_is_accepted_and_a_cut_or_odd_one_is_not()
    {
        var vector = VectorFile.Get("g10-signature-sort-trap");
        var right = vector.Text("msgSignature");
        Matches(vector, right.ToUpperInvariant()).ShouldBeTrue();
        Matches(vector, right[..39]).ShouldBeFalse();
        Matches(vector, right + "0").ShouldBeFalse();
        Matches(vector, "g" + right[1..]).ShouldBeFalse();
        Matches(vector, new string('é', 40)).ShouldBeFalse();
    }

    [Fact]
    public void G12_a_passive_reply_is_written_byte_for_byte()
    {
        var vector = VectorFile.Get("g12-reply-text");
        var inner = PassiveReply.Text("ZhangSan", vector.ReceiveId, 1767225661, "已收到，顾问将在10分钟内回电。a]]>b");
        inner.ShouldBe(vector.Text("plaintext"));
        PassiveReply.Seal(
            new CallbackKeys(vector.Token, vector.AesKey, vector.ReceiveId), inner, Convert.FromHexString(vector.Text("randomHex")),
            vector.Text("timestamp"), vector.Text("nonce")).ShouldBe(vector.Text("responseBody"));
    }

    [Theory]
    [InlineData(16, 20, nameof(Refusal.BadPadding))]
    [InlineData(16, 16, nameof(Refusal.BadLength))]
    [InlineData(32, 32, nameof(Refusal.BadLength))]
    [InlineData(32, 13, nameof(Refusal.BadLength))]
    [InlineData(0, 0, nameof(Refusal.BadCiphertext))]
    public void Nothing_shorter_than_its_own_parts_is_read_past_its_end(int length, int pad, string expected)
    {
        using var aes = Aes.Create();
        aes.Key = EncodingAesKey.Decode(WeComNode.AesKey);
        var plain = new byte[length];
        plain.AsSpan(Math.Max(0, length - pad)).Fill((byte)pad);
        var encrypt = Convert.ToBase64String(aes.EncryptCbc(plain, aes.Key.AsSpan(0, 16), PaddingMode.None));
        new CallbackCipher(aes.Key, "").TryDecrypt(Encoding.UTF8.GetBytes(encrypt), out _).ToString().ShouldBe(expected);
    }

    [Fact]
    public void One_key_serves_many_threads_at_once()
    {
        var vector = VectorFile.Get("g03-text-unicode");
        var cipher = Cipher(vector);
        var encrypt = Encoding.UTF8.GetBytes(vector.Text("encrypt"));
        Parallel.For(0, 2000, _ =>
        {
            cipher.TryDecrypt(encrypt, out var message).ShouldBe(Refusal.None);
            Encoding.UTF8.GetString(message.Span).ShouldBe(vector.Text("plaintext"));
        });
    }

    private static void SignatureHolds(Vector vector)
    {
        new CallbackSignature(vector.Token).Sign(vector.Text("timestamp"), vector.Text("nonce"), vector.Text("encrypt"))
            .ShouldBe(vector.Text("msgSignature"));
        Matches(vector, vector.Text("msgSignature")).ShouldBeTrue();
    }

    private static bool Matches(Vector vector, string signature) => new CallbackSignature(vector.Token).Matches(
        signature, vector.Text("timestamp"), vector.Text("nonce"), Encoding.UTF8.GetBytes(vector.Text("encrypt")));

    private static CallbackCipher Cipher(Vector vector) => new(EncodingAesKey.Decode(vector.AesKey), vector.ReceiveId);
}
