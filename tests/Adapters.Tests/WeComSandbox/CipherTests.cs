using System.Text.Json;
using Crm.Adapters.WeComSandbox.Wire;

namespace Adapters.Tests.WeComSandbox;

/// <summary>The platform's side of the crypto against vectors that others have made.</summary>
public sealed class CipherTests
{
    public static IEnumerable<TheoryDataRow<string>> Vectors() =>
        File().GetProperty("vectors").EnumerateArray().Select(vector => new TheoryDataRow<string>(vector.GetProperty("id").GetString()!));

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_vector_is_signed_encrypted_and_opened_byte_for_byte(string id)
    {
        var vector = File().GetProperty("vectors").EnumerateArray().Single(entry => Text(entry, "id") == id);
        var cipher = new CallbackCipher(Text(vector, "token"), Text(vector, "encodingAesKey"), Text(vector, "receiveId"));
        var encrypted = Text(vector, "encrypt");

        cipher.Encrypt(Text(vector, "plaintext"), Convert.FromHexString(Text(vector, "randomHex"))).ShouldBe(encrypted);
        cipher.Sign(Text(vector, "timestamp"), Text(vector, "nonce"), encrypted).ShouldBe(Text(vector, "msgSignature"));
        cipher.Decrypt(encrypted).ShouldBe(Text(vector, "plaintext"));
    }

    [Fact]
    public void Keys_that_are_none_are_refused()
    {
        foreach (var invalid in File().GetProperty("keyDecode").GetProperty("invalid").EnumerateArray())
            Should.Throw<ArgumentException>(() => new CallbackCipher("t", Text(invalid, "encodingAesKey"), "ww1"), Text(invalid, "note"));
    }

    private static JsonElement File() => JsonElement.Parse(System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "wecom-vectors.json")));

    private static string Text(JsonElement from, string name) => from.GetProperty(name).GetString()!;
}
