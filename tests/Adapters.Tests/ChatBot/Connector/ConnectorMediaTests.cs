using Adapters.Tests.Sms;
using Crm.Adapters.ChatBot.Activities;
using Crm.Adapters.ChatBot.Connector;
using Crm.Plugins.Contract;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Adapters.Tests.ChatBot.Connector;

/// <summary>Files of inbound activities: ours to fetch, with our token only where it belongs.</summary>
public sealed class ConnectorMediaTests
{
    [Fact]
    public async Task The_token_goes_to_the_conversations_own_service_and_to_nobody_it_sends_us_on_to()
    {
        await using var node = await ConnectorNode.StartAsync();
        var seen = new List<string>();
        await using var elsewhere = await LocalServer.StartAsync(app => app.Run(context =>
        {
            lock (seen) seen.Add(context.Request.Headers.Authorization.ToString());
            context.Response.Headers.ContentDisposition = "attachment; filename=\"../../car.png\"";
            context.Response.ContentType = "image/png";
            return context.Response.WriteAsync("png");
        }));
        var reference = node.Reference();
        await node.KeepAsync(reference);

        var direct = await FetchAsync(node, new MediaAddress(reference.Key, elsewhere.Address + "a.png"));
        (direct.ContentType, direct.FileName, direct.Bytes.Length).ShouldBe(("image/png", "car.png", 3));
        await using var service = await LocalServer.StartAsync(app => app.Run(context =>
        {
            lock (seen) seen.Add(context.Request.Headers.Authorization.ToString());
            context.Response.Redirect(elsewhere.Address + "b.png");
            return Task.CompletedTask;
        }));
        var own = node.Reference("own") with { ServiceUrl = service.Address.ToString() };
        await node.KeepAsync(own);
        (await FetchAsync(node, new MediaAddress(own.Key, service.Address + "v3/attachments/1/views/original"))).Bytes.Length.ShouldBe(3);
        seen[0].ShouldBe("");
        seen[1].ShouldStartWith("Bearer connector-token-planted");
        seen[2].ShouldBe("");
    }

    [Theory]
    [InlineData(404, "gone", false)]
    [InlineData(403, "gone", false)]
    [InlineData(429, "busy", true)]
    [InlineData(503, "busy", true)]
    public async Task A_file_that_cannot_be_had_says_whether_to_come_again(int status, string reason, bool again)
    {
        await using var node = await ConnectorNode.StartAsync();
        await using var server = await LocalServer.StartAsync(app => app.Run(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        }));
        var reference = node.Reference();
        await node.KeepAsync(reference);
        var failure = await Should.ThrowAsync<ChannelReadException>(() => FetchAsync(node, new MediaAddress(reference.Key, server.Address.ToString())));
        (failure.Reason, failure.After is not null).ShouldBe((reason, again));
    }

    [Fact]
    public async Task A_file_without_end_is_cut_off()
    {
        await using var node = await ConnectorNode.StartAsync();
        await using var server = await LocalServer.StartAsync(app => app.Run(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(new byte[4096], context.RequestAborted);
        }));
        var reference = node.Reference();
        await node.KeepAsync(reference);
        (await Should.ThrowAsync<ChannelReadException>(() => FetchAsync(node, new MediaAddress(reference.Key, server.Address.ToString())))).Reason.ShouldBe("too-large");
    }

    private static Task<MediaContent> FetchAsync(ConnectorNode node, MediaAddress media) =>
        node.Get<ConnectorMedia>().FetchAsync(media, 100_000, TestContext.Current.CancellationToken);
}
