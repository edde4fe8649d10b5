using Crm.Adapters.WeCom.Wire;
using Crm.Plugins.Contract;
using Microsoft.Extensions.Logging;

namespace Adapters.Tests.WeCom;

/// <summary>WeCom 1.5 to 1.8: every vector through the adapter as the host calls it.</summary>
public sealed class CallbackVectorTests
{
    public static TheoryData<string> Good => [.. VectorFile.Good.Where(vector => vector.IsCallback).Select(vector => vector.Id)];

    public static TheoryData<string> Refused => [.. VectorFile.Refused.Select(vector => vector.Id)];

    [Theory, MemberData(nameof(Good))]
    public async Task A_good_callback_is_answered_and_kept(string id)
    {
        var vector = VectorFile.Get(id);
        using var node = WeComNode.For(vector);
        var result = await node.ReceiveAsync(vector);
        var reply = result.Answer();
        reply.Status.ShouldBe(200);
        if (vector.IsEcho)
        {
            result.Items.ShouldBeEmpty();
            reply.ContentType.ShouldBe("text/plain");
            reply.Text().ShouldBe(vector.Text("plaintext"));
            return;
        }

        System.Text.Encoding.UTF8.GetString(result.Items.ShouldHaveSingleItem().Raw.Span).ShouldBe(vector.Text("plaintext"));
        reply.Text().ShouldBe(id.StartsWith("g09", StringComparison.Ordinal) ? "success" : "");
        node.Log.Lines.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Refused))]
    public async Task A_bad_callback_is_refused_with_its_reason_and_status(string id)
    {
        var vector = VectorFile.Get(id);
        using var node = WeComNode.For(vector);
        var result = await node.ReceiveAsync(vector);
        var line = node.Log.Lines.ShouldHaveSingleItem();
        var reason = vector.Json.GetProperty("acceptableReasons").EnumerateArray().Select(reason => reason.GetString()!)
            .NamedBy(line.Message);
        line.Level.ShouldBe(LogLevel.Warning);
        line.Message.ShouldContain("maker/crm");
        line.Message.ShouldContain("203.0.113.7");
        var reply = result.Answer();
        reply.Status.ShouldBe(Status(reason));
        node.Log.Text.ShouldNotContain(vector.Token);
        node.Log.Text.ShouldNotContain(vector.AesKey);
        if (reason == "bad_inner_message")
        {
            var item = result.Items.ShouldHaveSingleItem();
            item.Kind.ShouldBe(InboundKind.Malformed);
            item.Fault.ShouldBe("bad_inner_message");
            item.Raw.Length.ShouldBePositive();
            reply.Text().ShouldBeEmpty();
            return;
        }

        result.Items.ShouldBeEmpty();
        result.Wakes.ShouldBeEmpty();
        reply.Text().ShouldBe("refused");
    }

    [Fact]
    public async Task Q01_a_platform_retry_with_another_nonce_has_the_key_of_the_first()
    {
        var keys = new List<string>();
        foreach (var id in new[] { "g03-text-unicode", "g03-retry-1", "g03-retry-2" })
        {
            using var node = WeComNode.For(VectorFile.Get(id));
            keys.Add((await node.ReceiveAsync(VectorFile.Get(id))).Items.Single().DedupKey);
        }

        keys.Distinct().ShouldHaveSingleItem().ShouldContain("7203456789012345678");
    }

    [Fact]
    public async Task Q02_an_exact_replay_is_answered_200_with_the_same_key()
    {
        var vector = VectorFile.Get("g07-add-external-contact");
        using var node = WeComNode.For(vector);
        var first = await node.ReceiveAsync(vector);
        var second = await node.ReceiveAsync(vector);
        second.Answer().Status.ShouldBe(200);
        second.Items.Single().DedupKey.ShouldBe(first.Items.Single().DedupKey);
    }

    [Fact]
    public void Every_reason_has_one_spelling()
    {
        var known = VectorFile.Root.GetProperty("conventions").GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!);
        Enum.GetValues<Refusal>().Select(refusal => refusal.Code()).ShouldBeUnique();
        known.ShouldBeSubsetOf(Enum.GetValues<Refusal>().Select(refusal => refusal.Code()));
    }

    private static int Status(string reason) => reason switch
    {
        "body_too_large" => 413,
        "bad_signature" or "stale_timestamp" or "wrong_receive_id" => 403,
        "bad_inner_message" => 200,
        _ => 400,
    };
}

internal static class ReasonAssertions
{
    /// <summary>The reason the log line names, which must be one of these.</summary>
    public static string NamedBy(this IEnumerable<string> acceptable, string line)
    {
        var named = acceptable.Where(reason => line.Contains($"refused: {reason} ", StringComparison.Ordinal)).ToList();
        return named.Count == 1 ? named[0] : throw new ShouldAssertException($"'{line}' names none of {string.Join(", ", acceptable)}");
    }
}
