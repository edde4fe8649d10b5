using System.Diagnostics.Metrics;
using System.Text;
using Crm.Adapters.WeCom.Wire;
using Crm.Plugins.Contract;

namespace Adapters.Tests.WeCom;

/// <summary>WeCom 1.1, 1.5 and 1.8 where the vectors do not reach: several apps, rotation, verification, limits.</summary>
public sealed class ReceiveTests
{
    private const string OtherKey = "cYt47EQz8syFx44F2pjvQFABtMEz8kVVWxA9LXVoNrQ";
    private static readonly string Event = Sealed.Inner("<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[enter_agent]]></Event>");

    [Theory]
    [InlineData("nobody", "crm")]
    [InlineData("maker", "nobody")]
    [InlineData("", "")]
    public async Task An_unknown_receiver_is_404_with_the_body_of_a_refusal(string corp, string agent)
    {
        using var node = new WeComNode();
        var (query, body) = Sealed.Callback(Event);
        var answer = (await node.ReceiveAsync("POST", query, body, corp: corp, agent: agent)).Answer();
        answer.Status.ShouldBe(404);
        answer.Text().ShouldBe("refused");
    }

    [Fact]
    public async Task Each_app_of_each_corp_takes_its_own_callbacks_only()
    {
        using var node = new WeComNode(settings =>
        {
            settings["Corps:0:Agents:1:Key"] = "desk";
            settings["Corps:0:Agents:1:Token"] = "desktoken";
            settings["Corps:0:Agents:1:EncodingAESKey"] = OtherKey;
            settings["Corps:1:Key"] = "dealer";
            settings["Corps:1:CorpId"] = "ww2";
            settings["Corps:1:Agents:0:Key"] = "crm";
            settings["Corps:1:Agents:0:Token"] = "dealertoken";
            settings["Corps:1:Agents:0:EncodingAESKey"] = OtherKey;
        });
        var (query, body) = Sealed.Callback(Event);
        var (deskQuery, deskBody) = Sealed.Callback(Event, token: "desktoken", aesKey: OtherKey);
        var (dealerQuery, dealerBody) = Sealed.Callback(
            Sealed.Inner("<MsgType>event</MsgType>", "ww2"), token: "dealertoken", aesKey: OtherKey, receiveId: "ww2");
        (await node.ReceiveAsync("POST", query, body)).Answer().Status.ShouldBe(200);
        (await node.ReceiveAsync("POST", deskQuery, deskBody, agent: "desk")).Answer().Status.ShouldBe(200);
        (await node.ReceiveAsync("POST", dealerQuery, dealerBody, corp: "dealer")).Answer().Status.ShouldBe(200);
        (await node.ReceiveAsync("POST", query, body, agent: "desk")).Answer().Status.ShouldBe(403);
        (await node.ReceiveAsync("POST", dealerQuery, dealerBody)).Answer().Status.ShouldBe(403);
    }

    [Theory]
    [InlineData("oldtoken", OtherKey)]
    [InlineData("oldtoken", WeComNode.AesKey)]
    [InlineData(WeComNode.Token, OtherKey)]
    public async Task During_a_rotation_the_previous_secrets_still_open_a_callback(string token, string aesKey)
    {
        using var node = new WeComNode(settings =>
        {
            settings["Corps:0:Agents:0:Previous:Token"] = token == WeComNode.Token ? "" : token;
            settings["Corps:0:Agents:0:Previous:EncodingAESKey"] = aesKey == WeComNode.AesKey ? "" : aesKey;
        });
        var (oldQuery, oldBody) = Sealed.Callback(Event, token: token, aesKey: aesKey);
        var (query, body) = Sealed.Callback(Event);
        (await node.ReceiveAsync("POST", oldQuery, oldBody)).Answer().Status.ShouldBe(200);
        (await node.ReceiveAsync("POST", query, body)).Answer().Status.ShouldBe(200);
        var (wrongQuery, wrongBody) = Sealed.Callback(Event, token: "thirdtoken");
        (await node.ReceiveAsync("POST", wrongQuery, wrongBody)).Answer().Status.ShouldBe(403);
    }

    [Fact]
    public async Task Verification_answers_the_very_bytes_also_when_plus_signs_came_as_blanks()
    {
        var vector = VectorFile.Get("g01-echo-plus-slash");
        using var node = WeComNode.For(vector);
        var raw = vector.Text("encrypt");
        raw.ShouldContain('+');
        var query = $"msg_signature={vector.Text("msgSignature")}&timestamp={vector.Text("timestamp")}&nonce={vector.Text("nonce")}&echostr={raw}";
        var answer = (await node.ReceiveAsync("GET", query, [], vector.Now)).Answer();
        (answer.Status, answer.ContentType, answer.Text()).ShouldBe((200, "text/plain", vector.Text("plaintext")));
    }

    [Fact]
    public async Task A_verification_that_fails_is_403_and_one_without_echo_400()
    {
        var vector = VectorFile.Get("g01-echo-plus-slash");
        using var node = WeComNode.For(vector);
        var wrong = vector.Query.Replace("echostr=9", "echostr=8", StringComparison.Ordinal);
        (await node.ReceiveAsync("GET", wrong, [], vector.Now)).Answer().Status.ShouldBe(403);
        (await node.ReceiveAsync("GET", vector.Query.Split("&echostr")[0], [], vector.Now)).Answer().Status.ShouldBe(400);
        (await node.ReceiveAsync("GET", "", [], vector.Now)).Answer().Status.ShouldBe(400);
        (await node.ReceiveAsync("DELETE", vector.Query, [], vector.Now)).Answer().Status.ShouldBe(405);
    }

    [Theory]
    [InlineData(600, true)]
    [InlineData(-600, true)]
    [InlineData(601, false)]
    [InlineData(-601, false)]
    public async Task A_timestamp_is_good_for_ten_minutes_either_way(int secondsOff, bool accepted)
    {
        using var node = new WeComNode();
        var (query, body) = Sealed.Callback(Event, 1767225600 + secondsOff);
        (await node.ReceiveAsync("POST", query, body)).Answer().Status.ShouldBe(accepted ? 200 : 403);
    }

    [Fact]
    public async Task A_window_of_zero_switches_the_check_off_but_a_timestamp_stays_a_number()
    {
        using var node = new WeComNode(settings => settings["TimestampWindowSeconds"] = "0");
        var (old, oldBody) = Sealed.Callback(Event, 1);
        var (odd, oddBody) = Sealed.Callback(Event, signedTimestamp: "1767225600a");
        (await node.ReceiveAsync("POST", old, oldBody)).Answer().Status.ShouldBe(200);
        (await node.ReceiveAsync("POST", odd, oddBody)).Answer().Status.ShouldBe(403);
    }

    [Fact]
    public async Task Leading_zeros_of_timestamp_and_nonce_are_part_of_the_signature()
    {
        using var node = new WeComNode();
        var (query, body) = Sealed.Callback(Event, signedTimestamp: "001767225600", nonce: "007");
        (await node.ReceiveAsync("POST", query, body)).Answer().Status.ShouldBe(200);
        (await node.ReceiveAsync("POST", query.Replace("=007", "=7", StringComparison.Ordinal), body)).Answer().Status.ShouldBe(403);
    }

    [Fact]
    public async Task Five_megabytes_of_garbage_are_refused_without_being_read()
    {
        using var node = new WeComNode();
        var (query, _) = Sealed.Callback(Event);
        var garbage = new byte[5 << 20];
        new Random(7).NextBytes(garbage);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var work = node.ReceiveAsync("POST", query, garbage);
        work.IsCompletedSuccessfully.ShouldBeTrue();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000);
        (await work).Answer().Status.ShouldBe(413);
    }

    [Theory]
    [InlineData("<xml><A>\u0008</A></xml>")]
    [InlineData("<xml><A></xml>")]
    [InlineData("no xml")]
    [InlineData("")]
    [InlineData("{\"msgid\":")]
    public async Task An_authentic_message_nobody_can_read_is_quarantined_and_answered(string inner)
    {
        using var node = new WeComNode();
        var (query, body) = Sealed.Callback(inner);
        var result = await node.ReceiveAsync("POST", query, body);
        result.Answer().Status.ShouldBe(200);
        var item = result.Items.ShouldHaveSingleItem();
        item.Kind.ShouldBe(InboundKind.Malformed);
        Encoding.UTF8.GetString(item.Raw.Span).ShouldBe(inner);
    }

    [Fact]
    public async Task A_robot_sends_JSON_both_outside_and_inside()
    {
        var vector = VectorFile.Get("g14-json-envelope-empty-receiveid");
        using var node = WeComNode.For(vector);
        var result = await node.ReceiveAsync("POST", vector.Query, vector.Body, vector.Now);
        result.Answer().Status.ShouldBe(200);
        var item = result.Items.ShouldHaveSingleItem();
        item.Kind.ShouldBe(InboundKind.Event);
        item.DedupKey.ShouldContain("CAIQ16HMjQYY");
        var twice = Encoding.UTF8.GetBytes("{\"encrypt\":\"a\",\"encrypt\":\"b\"}");
        (await node.ReceiveAsync("POST", vector.Query, twice, vector.Now)).Answer().Status.ShouldBe(400);
    }

    [Fact]
    public async Task Refusals_are_counted_by_reason()
    {
        var reasons = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "wecom.callbacks.refused")
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            // Other classes may be refusing at this moment too, but none of them with this method.
            if (count == 1 && tags[0].Value is "bad_method")
                reasons.Add("bad_method");
        });
        listener.Start();
        using var node = new WeComNode();
        await node.ReceiveAsync("PATCH", "", []);
        reasons.ShouldBe(["bad_method"]);
    }
}
