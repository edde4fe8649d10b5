using Crm.Plugins.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary><c>GET conversations/{c}/stream</c>: lets a socket in whose address was issued for it.</summary>
internal sealed class StreamEndpoint(DirectLineOptions options, Conversations conversations, StreamTickets tickets, StreamHub hub, SessionAnswer answer)
{
    public async Task RunAsync(HttpContext context)
    {
        var (conversation, error) = await AdmitAsync(context);
        if (conversation is null)
        {
            await DirectLineEndpoints.WriteAsync(context, answer.Error(context.Request.Headers, error!));
            return;
        }

        var from = Watermark.ForStream(context.Request.Query["watermark"], conversation.Head);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await hub.ServeAsync(socket, conversation.Id, from, context.RequestAborted);
    }

    private async Task<(Conversation? Conversation, DirectLineError? Error)> AdmitAsync(HttpContext context)
    {
        if (!options.IsConfigured) return (null, DirectLineError.NotConfigured);
        if (!context.WebSockets.IsWebSocketRequest) return (null, DirectLineError.Bad("A stream is opened as a WebSocket."));
        var id = (string)context.GetRouteValue("c")!;
        if (await conversations.FindAsync(id, context.RequestAborted) is not { } conversation) return (null, DirectLineError.NoConversation);
        var ticket = context.Request.Query["t"].ToString();
        return await tickets.TryUseAsync(ticket, id, Origins.Of(context.Request.Headers), context.RequestAborted)
            ? (conversation, null)
            : (null, DirectLineError.BadToken);
    }
}
