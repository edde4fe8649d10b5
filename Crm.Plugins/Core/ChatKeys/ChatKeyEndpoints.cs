using System.Text.Json;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.ChatKeys;

/// <summary>Chat windows on the sites of dealers, for administrators and team leads.</summary>
public static class ChatKeyEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/chat-keys", List);
        api.MapGet("/chat-keys/{id}", Get);
        api.MapPost("/chat-keys", Create);
        api.MapPatch("/chat-keys/{id}", Change);
        api.MapPost("/chat-keys/{id}/rotate", Rotate);
    }

    private static async Task<Paged<ChatKeyItem>> List(Database database, CrmOptions crm, Caller caller, PageRequest page)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return Paged<ChatKeyItem>.Of([.. (await ChatKeyStore.ListAsync(database, page.Before, page.Take)).Select(row => ChatKeyItem.From(row, crm))], page, item => item.Id);
    }

    private static async Task<ChatKeyItem> Get(Database database, CrmOptions crm, Caller caller, string id)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return ChatKeyItem.From(await ChatKeyStore.GetAsync(database, id) ?? throw ProblemException.NotFound("chat key"), crm);
    }

    private static async Task<Created<ChatKeyItem>> Create(SaveChatKey save, CrmOptions crm, Caller caller, ChatKeyInput input)
    {
        var row = await save.CreateAsync(input, caller);
        return TypedResults.Created($"/api/v1/chat-keys/{row.Id}", ChatKeyItem.From(row, crm));
    }

    private static async Task<ChatKeyItem> Change(SaveChatKey save, CrmOptions crm, Caller caller, IfMatch match, string id, ChatKeyInput input) =>
        ChatKeyItem.From(await save.ChangeAsync(id, input, match, caller), crm);

    private static async Task<ChatKeyItem> Rotate(SaveChatKey save, CrmOptions crm, Caller caller, IfMatch match, string id) =>
        ChatKeyItem.From(await save.RotateAsync(id, match, caller), crm);
}

/// <param name="Key">Public: it stands in the site's page.</param>
/// <param name="PageUrl">Our own chat page with this key, to be linked to; null where no public address is set.</param>
/// <param name="Embed">The one line for the site's page; null likewise.</param>
public sealed record ChatKeyItem(
    string Id, string Key, string Name, string? DealerId, IReadOnlyList<string> Origins, ChatTheme Theme, IReadOnlyList<string> Locales, string? Scene,
    bool Active, string? PageUrl, string? Embed, string CreatedAt, string? RotatedAt, long Version)
{
    internal static ChatKeyItem From(ChatKeyRow row, CrmOptions crm)
    {
        var host = (crm.PublicUrl.Length > 0 ? crm.PublicUrl : crm.DevelopmentUrl).TrimEnd('/');
        return new ChatKeyItem(
            row.Id, row.Key, row.Name, None(row.DealerId), ChatKeyRules.List(row.Origins), JsonSerializer.Deserialize<ChatTheme>(row.Theme, JsonSerializerOptions.Web)!,
            ChatKeyRules.List(row.Locales), None(row.Scene), row.Active == 1, host.Length == 0 ? null : $"{host}/chat?key={row.Key}",
            host.Length == 0 ? null : $"<script async src=\"{host}/chat/embed.js\" data-key=\"{row.Key}\"></script>",
            Instants.Iso(row.CreatedAt), Instants.IsoOrNull(row.RotatedAt), row.Version);
    }

    private static string? None(string text) => text.Length == 0 ? null : text;
}
