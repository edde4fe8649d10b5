using System.Security.Cryptography;
using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.ChatKeys;

/// <summary>What a chat window may ask with nothing but its public key.</summary>
public sealed class OpenChat(Database database, Writer writer, IServiceProvider services, ChatConsentClock consents)
{
    private const int MostToken = 8 * 1024;

    /// <summary>How the window looks and what it asks before the first message.</summary>
    public async Task<ChatProfile> ProfileAsync(string key)
    {
        var row = await KeyAsync(key);
        var dealer = row.DealerId.Length == 0 ? null : await DealerStore.GetAsync(database, row.DealerId);
        return new ChatProfile(JsonSerializer.Deserialize<ChatTheme>(row.Theme, JsonSerializerOptions.Web)!, ChatKeyRules.List(row.Locales), dealer?.Name, Reads?.Offering<IChatTokens>() is not null);
    }

    /// <summary>The pages that may show the window beside our own; null for a key that opens nothing.</summary>
    public async Task<IReadOnlyList<string>?> OriginsAsync(string? key) =>
        key is not null && await ChatKeyStore.ByKeyAsync(database, key) is { Active: 1 } row ? ChatKeyRules.List(row.Origins) : null;

    /// <summary>A token for a new conversation of a new visitor.</summary>
    public async Task<ChatOpening> TokenAsync(string key, string? locale, string ourOrigin, CancellationToken cancellationToken)
    {
        var row = await KeyAsync(key);
        var channel = Reads?.Offering<IChatTokens>() ?? throw Unavailable();
        var dealer = row.DealerId.Length == 0 ? null : await DealerStore.GetAsync(database, row.DealerId);
        var user = "dl_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        try
        {
            var token = await Reads!.AskAsync<IChatTokens, ChatToken>(channel, (tokens, stop) =>
                tokens.CreateAsync(new ChatTokenRequest(user, dealer?.Code, row.Scene.Length == 0 ? null : row.Scene, [ourOrigin]), stop), cancellationToken);
            await writer.WriteAsync(unit => ChatVisits.Add(unit, user, row.Id, Texts.LocaleFor(locale)));
            return new ChatOpening(token.Token, token.ConversationId, user, Instants.Iso(token.ExpiresAt), token.Path);
        }
        catch (ChannelReadException)
        {
            throw Unavailable();
        }
    }

    /// <summary>The visitor's answer to the words on personal data; the newest counts.</summary>
    public async Task AnswerAsync(string key, ChatAnswer answer, CancellationToken cancellationToken)
    {
        var row = await KeyAsync(key);
        if (answer.Given is not { } given) throw ProblemException.Invalid("given-required", "given is true or false.");
        var visitor = await VisitorAsync(answer.Token, cancellationToken);
        var shown = Texts.Shown(answer.Locale, TextKeys.ChatConsent);
        await writer.WriteAsync(unit =>
        {
            if (ChatVisits.Answer(unit, visitor.UserId, row.Id, shown.Version, shown.Hash, given, visitor.Identity)) consents.Plan(unit, visitor.UserId);
        });
    }

    /// <summary>The customer behind a chat's token, for the card in the chat; null as long as nothing was said.</summary>
    public async Task<string?> CustomerAsync(string key, string? token, CancellationToken cancellationToken)
    {
        await KeyAsync(key);
        var visitor = await VisitorAsync(token, cancellationToken);
        return await writer.WriteAsync(unit => CustomerStore.ByUniqueId(unit, [visitor.Identity]));
    }

    private IPluginReads? Reads => (IPluginReads?)services.GetService(typeof(IPluginReads));

    private async Task<ChatVisitor> VisitorAsync(string? token, CancellationToken cancellationToken)
    {
        var channel = Reads?.Offering<IChatTokens>() ?? throw Unavailable();
        return token is { Length: > 0 and <= MostToken } && await Reads!.AskAsync<IChatTokens, ChatVisitor?>(channel, (tokens, stop) => tokens.ReadAsync(token, stop), cancellationToken) is { } visitor
            ? visitor
            : throw new ProblemException(401, "chat-token-unknown", "The chat has ended; open it again.");
    }

    private async Task<ChatKeyRow> KeyAsync(string key) => await ChatKeyStore.ByKeyAsync(database, key) switch
    {
        null => throw new ProblemException(404, "chat-key-unknown", "There is no chat window with this key; copy the line from the desk once more."),
        { Active: 0 } => throw new ProblemException(410, "chat-key-disabled", "This chat window has been switched off."),
        var row => row,
    };

    private static ProblemException Unavailable() => new(503, "chat-unavailable", "No web chat is configured on this node.");
}

/// <param name="Available">False where this node has no web chat to connect to.</param>
public sealed record ChatProfile(ChatTheme Theme, IReadOnlyList<string> Locales, string? Dealer, bool Available);

/// <param name="Path">Where the page connects to.</param>
public sealed record ChatOpening(string Token, string ConversationId, string UserId, string ExpiresAt, string Path);

/// <param name="Token">The conversation's.</param>
/// <param name="Given">Whether what is said here may be kept, and used to call back.</param>
public sealed record ChatAnswer(string? Token, bool? Given, string? Locale);
