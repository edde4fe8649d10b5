using System.Net;
using Crm.Host.Plugins.Loading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Crm.Host.Tests.Plugins;

/// <summary>A plugin that may call addresses it is told reaches the public internet and nothing of our own house.</summary>
public sealed class OpenHostsTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("100.63.255.255", true)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::10.0.0.1", false)]
    [InlineData("64:ff9b::8.8.8.8", true)]
    [InlineData("2002:7f00:1::1", false)]
    [InlineData("2001:0:1::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd12:3456::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001:db8::1", false)]
    public void An_address_is_public_or_not(string address, bool isPublic) => PublicAddresses.Contains(IPAddress.Parse(address)).ShouldBe(isPublic);

    [Theory]
    [InlineData("https://127.0.0.1:1/x")]
    [InlineData("https://2130706433:1/x")]
    [InlineData("https://0x7f000001:1/x")]
    [InlineData("https://0x7f.1:1/x")]
    [InlineData("https://0177.0.0.1:1/x")]
    [InlineData("https://127.1:1/x")]
    [InlineData("https://[::1]:1/x")]
    [InlineData("https://[::ffff:127.0.0.1]:1/x")]
    [InlineData("https://[::ffff:7f00:1]:1/x")]
    [InlineData("https://[fd00:ec2::254]:1/x")]
    [InlineData("https://169.254.169.254:1/latest/meta-data")]
    [InlineData("https://localhost:1/x")]
    [InlineData("https://LOCALHOST.:1/x")]
    [InlineData("https://public.example@127.0.0.1:1/x")]
    [InlineData("https://127.0.0.1@public.example:1/x")]
    [InlineData("http://public.example:1/x")]
    [InlineData("https://inside.example:1/x")]
    [InlineData("https://half.example:1/x")]
    public async Task Whatever_way_it_is_written_an_inner_address_is_refused_before_anything_is_sent(string address)
    {
        using var client = PermittedHosts.CreateClient("a", ["*"], (host, _) => Task.FromResult<IPAddress[]>(host.TrimEnd('.').ToLowerInvariant() switch
        {
            "inside.example" or "localhost" => [IPAddress.Loopback],
            "half.example" => [IPAddress.Parse("8.8.8.8"), IPAddress.Parse("10.0.0.1")],
            _ => throw new InvalidOperationException($"{host} should not be looked up"),
        }));
        var refusal = await Should.ThrowAsync<HttpRequestException>(() => client.PostAsync(address, new StringContent("x"), TestContext.Current.CancellationToken));
        refusal.Message.ShouldContain("Plugin a may not reach");
        refusal.HttpRequestError.ShouldBe(HttpRequestError.Unknown);
        refusal.InnerException.ShouldBeNull();
    }

    /// <summary>DNS rebinding: the answer that was checked is the answer that is used, and every new connection asks again.</summary>
    [Fact]
    public async Task A_name_that_moves_inside_is_refused_at_the_next_connection()
    {
        var asked = 0;
        var connected = new List<IPAddress>();
        var connect = new PublicConnect(
            (_, _) => Task.FromResult<IPAddress[]>(++asked == 1 ? [IPAddress.Parse("8.8.8.8")] : [IPAddress.Parse("192.168.0.1")]),
            (addresses, _, _) =>
            {
                connected.AddRange(addresses);
                return Task.FromResult(Stream.Null);
            });
        await connect.ConnectAsync(new DnsEndPoint("moves.example", 9), TestContext.Current.CancellationToken);
        asked.ShouldBe(1, "the name is looked up once for a connection");
        connected.ShouldBe([IPAddress.Parse("8.8.8.8")], "the answer that was checked is the answer that is used");
        await Should.ThrowAsync<ClosedAddressException>(() => connect.ConnectAsync(new DnsEndPoint("moves.example", 9), TestContext.Current.CancellationToken).AsTask());
        connected.Count.ShouldBe(1);
        asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_host_the_operator_named_is_reached_wherever_it_lies()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var server = builder.Build();
        server.MapGet("/", () => Results.Text("here"));
        await server.StartAsync(TestContext.Current.CancellationToken);
        using var client = PermittedHosts.CreateClient("a", ["*", "127.0.0.1"]);
        (await client.GetStringAsync(server.Urls.Single(), TestContext.Current.CancellationToken)).ShouldBe("here");
    }
}
