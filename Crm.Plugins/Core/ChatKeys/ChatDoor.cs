using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.ChatKeys;

/// <summary><c>/api/chat/{key}</c>: what the chat page asks. Anybody may; the key says which window, and no secret comes here.</summary>
public static class ChatDoor
{
    public static void MapChatDoor(this RouteGroupBuilder chat)
    {
        var door = chat.MapGroup("/{key}").WithTags("chat");
        door.MapGet("", (OpenChat open, string key) => open.ProfileAsync(key));
        door.MapGet("/consent", Words);
        door.MapPost("/token", Token);
        door.MapPost("/consent", Answer);
    }

    private static ChatWords Words(string key, string? locale = null)
    {
        var shown = Texts.Shown(locale, TextKeys.ChatConsent);
        return new ChatWords(shown.Text, shown.Version);
    }

    private static Task<ChatOpening> Token(OpenChat open, HttpContext context, string key, ChatOpen input, CancellationToken cancellationToken) =>
        open.TokenAsync(key, input.Locale, $"{context.Request.Scheme}://{context.Request.Host}", cancellationToken);

    private static async Task<NoContent> Answer(OpenChat open, string key, ChatAnswer input, CancellationToken cancellationToken)
    {
        await open.AnswerAsync(key, input, cancellationToken);
        return TypedResults.NoContent();
    }
}

public sealed record ChatOpen(string? Locale);

/// <param name="Version">Kept beside the answer.</param>
public sealed record ChatWords(string Text, string Version);
