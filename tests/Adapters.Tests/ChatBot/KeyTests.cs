using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Crm.Tests.Support;

namespace Adapters.Tests.ChatBot;

/// <summary>Where keys come from and how long they count (spec/bot.md 2).</summary>
public sealed class KeyTests : IDisposable
{
    private readonly BotNode _bot = new();
    private readonly TokenMint _newer = new("channel-2", "directline");

    public void Dispose()
    {
        _bot.Dispose();
        _newer.Dispose();
    }

    private string Newer => "Bearer " + _newer.Channel(_bot.Time.Now);

    [Fact]
    public async Task Fifty_at_once_fetch_the_keys_once()
    {
        var gate = new TaskCompletionSource();
        _bot.Login.Gate = gate.Task;
        var posts = Enumerable.Range(0, 50).Select(i => PostAsync(_bot.Bearer(("jti", $"{i}")))).ToList();
        await Probe.Until(() => _bot.Login.ChannelFetches == 1, "the first fetch");
        gate.SetResult();
        (await Task.WhenAll(posts)).ShouldAllBe(status => status == 202);
        _bot.Login.ChannelFetches.ShouldBe(1);
    }

    [Fact]
    public async Task An_unknown_key_is_looked_for_once_and_then_refused_for_five_minutes()
    {
        (await PostAsync(_bot.Bearer())).ShouldBe(202);
        (await PostAsync(Newer)).ShouldBe(401);
        _bot.Login.ChannelFetches.ShouldBe(2);
        (await PostAsync(Newer)).ShouldBe(401);
        _bot.Login.ChannelFetches.ShouldBe(2, "one refresh in five minutes, however many strangers call");
        _bot.Login.ChannelKeys.Add(_newer.Jwk());
        (await PostAsync(Newer)).ShouldBe(401);
        _bot.Time.Advance(TimeSpan.FromMinutes(5));
        (await PostAsync(Newer)).ShouldBe(202);
        _bot.Login.ChannelFetches.ShouldBe(3);
        _bot.Login.EmulatorFetches.ShouldBe(0, "each address has its own keys");
    }

    [Fact]
    public async Task A_rotated_key_is_taken_at_once_and_the_old_one_ends()
    {
        var old = _bot.Bearer();
        (await PostAsync(old)).ShouldBe(202);
        _bot.Login.ChannelKeys.Clear();
        _bot.Login.ChannelKeys.Add(_newer.Jwk());
        (await PostAsync(Newer)).ShouldBe(202);
        (await PostAsync(old)).ShouldBe(401, "its key is gone, though it was verified before");
    }

    [Fact]
    public async Task Without_keys_nothing_is_taken_and_the_sender_may_come_again()
    {
        _bot.Login.Down = true;
        var answer = await _bot.PostAsync(BotNode.Message());
        (answer.Status, answer.Code).ShouldBe((503, "keys-unavailable"));
        answer.Reply.Headers!["Retry-After"].ShouldBe("1");
        (await PostAsync(_bot.Bearer())).ShouldBe(503);
        _bot.Login.ChannelFetches.ShouldBe(1, "a dead server is not hammered");
        _bot.Login.Down = false;
        _bot.Time.Advance(TimeSpan.FromSeconds(1));
        (await PostAsync(_bot.Bearer())).ShouldBe(202);
    }

    [Fact]
    public async Task Keys_once_fetched_outlive_their_server()
    {
        (await PostAsync(_bot.Bearer())).ShouldBe(202);
        _bot.Login.Down = true;
        _bot.Time.Advance(TimeSpan.FromHours(30));
        (await PostAsync(_bot.Bearer())).ShouldBe(202);
        _bot.Login.ChannelFetches.ShouldBe(2);
        (await PostAsync(_bot.Bearer())).ShouldBe(202);
        _bot.Login.ChannelFetches.ShouldBe(2, "not with every call");
        _bot.Time.Advance(TimeSpan.FromMinutes(1));
        (await PostAsync(_bot.Bearer())).ShouldBe(202);
        _bot.Login.ChannelFetches.ShouldBe(3);
    }

    [Fact]
    public async Task Keys_are_refreshed_in_the_background_after_twelve_hours()
    {
        (await PostAsync(_bot.Bearer())).ShouldBe(202);
        _bot.Login.ChannelKeys.Add(_newer.Jwk());
        _bot.Time.Advance(TimeSpan.FromHours(13));
        var gate = new TaskCompletionSource();
        _bot.Login.Gate = gate.Task;
        (await PostAsync(_bot.Bearer())).ShouldBe(202, "nobody waits for the refresh");
        await Probe.Until(() => _bot.Login.ChannelFetches == 2, "the refresh");
        gate.SetResult();
        await Probe.Until(async () => await PostAsync(Newer) == 202, "the new key");
        _bot.Login.ChannelFetches.ShouldBeLessThanOrEqualTo(3);
    }

    [Theory]
    [InlineData(-30, 60, 202), InlineData(-30, -1, 401), InlineData(1, 60, 401)]
    public async Task A_key_counts_as_long_as_its_certificate(int fromDays, int untilDays, int status)
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=channel", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(_bot.Time.Now.AddDays(fromDays), _bot.Time.Now.AddDays(untilDays));
        var jwk = _newer.Jwk();
        jwk["x5c"] = new JsonArray(Convert.ToBase64String(certificate.RawData));
        _bot.Login.ChannelKeys.Add(jwk);
        (await PostAsync(Newer)).ShouldBe(status);
    }

    [Fact]
    public async Task What_is_no_signing_key_of_an_honest_size_is_no_key()
    {
        var octets = new JsonObject { ["kty"] = "oct", ["kid"] = "channel-2", ["k"] = "c2VjcmV0" };
        var encryption = _newer.Jwk();
        encryption["use"] = "enc";
        foreach (var useless in new[] { octets, encryption })
        {
            _bot.Login.ChannelKeys.Clear();
            _bot.Login.ChannelKeys.Add(useless);
            (await PostAsync(Newer)).ShouldBe(401);
            _bot.Time.Advance(TimeSpan.FromMinutes(6));
        }
    }

    private async Task<int> PostAsync(string authorization) => (await _bot.PostAsync(BotNode.Message(), authorization)).Status;
}
