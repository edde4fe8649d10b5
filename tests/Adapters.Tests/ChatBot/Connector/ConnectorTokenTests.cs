using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Crm.Adapters.ChatBot.Connector;
using Crm.Plugins.Contract;
using Crm.Tests.Support;
using Crm.Tests.Support.Bots;

namespace Adapters.Tests.ChatBot.Connector;

/// <summary>spec/bot.md 3: one token per (tenant, client id, scope), renewed early, fetched once however many want it.</summary>
public sealed class ConnectorTokenTests
{
    [Fact]
    public async Task A_token_is_kept_until_five_minutes_before_its_end()
    {
        await using var node = await ConnectorNode.StartAsync();
        var to = await node.KeepAsync(node.Reference());
        (await node.SendAsync(to)).ShouldBeOfType<SendResult.Sent>();
        node.Time.Advance(TimeSpan.FromSeconds(3600 - 300 - 1));
        (await node.SendAsync(to)).ShouldBeOfType<SendResult.Sent>();
        node.Connector.Login.Asked.ShouldBe(1);
        node.Time.Advance(TimeSpan.FromSeconds(1));
        (await node.SendAsync(to)).ShouldBeOfType<SendResult.Sent>();
        node.Connector.Login.Asked.ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hundred_sends_at_once_on_two_nodes_ask_for_one_token(bool revokedBefore)
    {
        await using var node = await ConnectorNode.StartAsync();
        await using var other = node.Another();
        var to = await node.KeepAsync(node.Reference());
        if (revokedBefore)
        {
            await node.SendAsync(to);
            await other.SendAsync(to);
            node.Connector.Login.Revoke();
        }

        var sends = Enumerable.Range(0, 100).Select(i => Task.Run(() => (i % 2 == 0 ? node : other).StartAsync(to, $"m{i}"))).ToArray();
        // The node that fetches needs no clock; the other looks again when time goes on.
        await Task.WhenAny(sends);
        (await node.RunAsync(Task.WhenAll(sends))).ShouldAllBe(result => result is SendResult.Sent);
        node.Connector.Login.Asked.ShouldBe(revokedBefore ? 2 : 1);
    }

    [Fact]
    public async Task A_token_the_channel_refuses_is_replaced_once_and_the_call_repeated_once()
    {
        await using var node = await ConnectorNode.StartAsync();
        var to = await node.KeepAsync(node.Reference());
        node.Connector.Answers(401);
        (await node.SendAsync(to)).ShouldBeOfType<SendResult.Sent>();
        (node.Connector.Login.Asked, node.Connector.Calls.Count).ShouldBe((2, 2));
        node.Connector.Answers(401);
        node.Connector.Answers(401);
        (await node.SendAsync(to)).ShouldBe(new SendResult.Rejected("configuration"));
        (node.Connector.Login.Asked, node.Connector.Calls.Count).ShouldBe((3, 4));
    }

    [Fact]
    public async Task Temporarily_unavailable_is_tried_again_and_a_longer_wait_is_cut()
    {
        await using var node = await ConnectorNode.StartAsync();
        var to = await node.KeepAsync(node.Reference());
        var before = node.Time.Now;
        node.Connector.Login.Answers(503, """{"error":"temporarily_unavailable"}""");
        node.Connector.Login.Answers(400, """{"error":"temporarily_unavailable"}""", retryAfter: "1");
        (await node.SendAsync(to)).ShouldBeOfType<SendResult.Sent>();
        node.Connector.Login.Asked.ShouldBe(3);
        (node.Time.Now - before).ShouldBeInRange(TimeSpan.FromSeconds(1.05), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_login_service_that_stays_busy_leaves_the_message_in_the_outbox()
    {
        await using var node = await ConnectorNode.StartAsync();
        var to = await node.KeepAsync(node.Reference());
        for (var i = 0; i < 10; i++) node.Connector.Login.Answers(503, """{"error":"temporarily_unavailable"}""");
        (await node.SendAsync(to)).ShouldBeOfType<SendResult.Retry>().Reason.ShouldBe("login-busy");
        node.Connector.Login.Asked.ShouldBe(10);
        node.Connector.Login.Answers(500, "oops");
        (await node.SendAsync(to)).ShouldBeOfType<SendResult.Retry>();
        node.Connector.Login.Asked.ShouldBe(11, "only temporarily_unavailable is tried again at once");
        node.Connector.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_secret_is_asked_about_once_in_ten_minutes()
    {
        await using var node = await ConnectorNode.StartAsync(settings => settings["MicrosoftAppPassword"] = "wrong-planted");
        var to = await node.KeepAsync(node.Reference());
        for (var i = 0; i < 5; i++) (await node.SendAsync(to)).ShouldBe(new SendResult.Rejected("configuration"));
        node.Connector.Login.Asked.ShouldBe(1);
        node.Time.Advance(TimeSpan.FromMinutes(10));
        await node.SendAsync(to);
        node.Connector.Login.Asked.ShouldBe(2);
        node.Log.Lines.ShouldAllBe(line => !line.Message.Contains("planted"));
    }

    [Fact]
    public async Task A_certificate_signs_in_without_a_secret()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=bot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "bot.pfx");
        await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pfx, "p"), TestContext.Current.CancellationToken);
        await using var node = await ConnectorNode.StartAsync(settings =>
        {
            settings.Remove("MicrosoftAppPassword");
            settings["Connector:CertificatePath"] = file;
            settings["Connector:CertificatePassword"] = "p";
        });
        node.Connector.Login.Certificate = key;
        (await node.SendAsync(await node.KeepAsync(node.Reference()))).ShouldBeOfType<SendResult.Sent>();
    }

    [Fact]
    public async Task Without_an_app_id_no_token_is_asked_for_and_none_is_sent()
    {
        await using var node = await ConnectorNode.StartAsync(settings => settings["MicrosoftAppId"] = "");
        node.Connector.WantsToken = false;
        (await node.SendAsync(await node.KeepAsync(node.Reference()))).ShouldBeOfType<SendResult.Sent>();
        node.Connector.Login.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task A_bot_that_called_us_as_its_skill_gets_a_token_for_itself()
    {
        await using var node = await ConnectorNode.StartAsync();
        var to = await node.KeepAsync(node.Reference() with { CallerAppId = "parent" });
        // The strict channel wants its own audience, so the parent's token is refused there, twice.
        (await node.SendAsync(to)).ShouldBe(new SendResult.Rejected("configuration"));
        var answer = await node.Get<SharedTokens>().GetAsync("parent/.default", null, TestContext.Current.CancellationToken);
        node.Connector.Login.Refusal($"Bearer {answer.Token!.Value}", "parent").ShouldBeNull();
    }
}
