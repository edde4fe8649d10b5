using System.Security.Cryptography;
using System.Text.Json;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;

namespace Crm.Plugins.Core.ChatKeys;

/// <summary>How a chat window looks and what it speaks, as the dealer chose.</summary>
/// <param name="Title">Above the chat, such as the dealer's name.</param>
/// <param name="Color"><c>#rrggbb</c>, of head and buttons.</param>
/// <param name="Logo">A small picture as a <c>data:</c> address, so that no page of a third party is asked; null = none.</param>
public sealed record ChatTheme(string Title, string Color, string? Logo)
{
    private const int MostLogo = 100_000;

    /// <summary>The theme after a change; absent members stay.</summary>
    internal static ChatTheme Merge(ChatTheme? old, ChatThemeInput? input, string name) => new(
        Text(input?.Title) ?? old?.Title ?? name, Colour(input?.Color) ?? old?.Color ?? "#0b6a5d", input?.Logo is { } logo ? Picture(logo) : old?.Logo);

    private static string? Text(string? title) => title is null ? null : title.Trim() is { Length: > 0 and <= 60 } text ? text
        : throw ProblemException.Invalid("bad-title", "theme.title has 1 to 60 characters.");

    private static string? Colour(string? color) => color is null ? null : color.Length == 7 && color[0] == '#' && color[1..].All(char.IsAsciiHexDigit) ? color.ToLowerInvariant()
        : throw ProblemException.Invalid("bad-color", "theme.color is written #rrggbb.");

    private static string? Picture(string logo)
    {
        if (logo.Length == 0) return null;
        var known = new[] { "data:image/png;base64,", "data:image/jpeg;base64,", "data:image/webp;base64,", "data:image/gif;base64," };
        return logo.Length <= MostLogo && known.FirstOrDefault(logo.StartsWith) is { } head && System.Buffers.Text.Base64.IsValid(logo.AsSpan(head.Length))
            ? logo
            : throw ProblemException.Invalid("bad-logo", "theme.logo is a PNG, JPEG, WebP or GIF as a data: address of at most 100,000 characters, or empty for none.");
    }
}

/// <summary>Rules of keys, without the store.</summary>
internal static class ChatKeyRules
{
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int MostOrigins = 20;

    public static string NewKey() => "ck_" + RandomNumberGenerator.GetString(Letters, 22);

    /// <summary>Scheme, host and port of each; what stands behind them is no part of an origin.</summary>
    public static IReadOnlyList<string> Origins(IReadOnlyList<string> given)
    {
        if (given.Count > MostOrigins) throw ProblemException.Invalid("too-many-origins", $"origins has at most {MostOrigins} entries.");
        return [.. given.Select(text => Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.Host.Length > 0
            ? uri.GetLeftPart(UriPartial.Authority).ToLowerInvariant()
            : throw ProblemException.Invalid("bad-origin", "origins are addresses such as https://www.example.com, without a path.")).Distinct()];
    }

    public static IReadOnlyList<string> Locales(IReadOnlyList<string> given) => given.Count > 0 && given.All(Texts.Locales.Contains)
        ? [.. given.Distinct()]
        : throw ProblemException.Invalid("unknown-locale", $"locales are of {string.Join(", ", Texts.Locales)}, the first being the usual one.");

    public static IReadOnlyList<string> List(string json) => JsonSerializer.Deserialize<string[]>(json) ?? [];
}

public sealed record ChatThemeInput(string? Title, string? Color, string? Logo);

/// <summary>Body of POST and PATCH; absent members keep what is there or take the default.</summary>
/// <param name="DealerId">Whose site it is; absent = the maker's own.</param>
/// <param name="Origins">The pages that may show the window; empty = only our own chat page.</param>
/// <param name="Scene">What leads from this window carry as their source; at most 32 letters, digits, - and _.</param>
public sealed record ChatKeyInput(
    string? Name, string? DealerId, IReadOnlyList<string>? Origins, ChatThemeInput? Theme, IReadOnlyList<string>? Locales, string? Scene, bool? Active);
