using System.Text.Json;

namespace Crm.Adapters.ChatBot.Connector;

/// <summary>A token towards a channel. A class, because nothing may print it.</summary>
internal sealed class AccessToken(string value, DateTimeOffset fetchedAt, DateTimeOffset goodUntil)
{
    public string Value { get; } = value;

    public DateTimeOffset FetchedAt { get; } = fetchedAt;

    public DateTimeOffset GoodUntil { get; } = goodUntil;

    /// <summary>Is this another token than the one that failed, or the same one issued again?</summary>
    public bool Supersedes(AccessToken? failed) => failed is null || Value != failed.Value || FetchedAt > failed.FetchedAt;

    public string ToJson() => JsonSerializer.Serialize(new Stored(Value, FetchedAt.ToUnixTimeMilliseconds(), GoodUntil.ToUnixTimeMilliseconds()));

    public static AccessToken? FromJson(string json) => JsonSerializer.Deserialize<Stored>(json) is { Token.Length: > 0 } stored
        ? new(stored.Token, DateTimeOffset.FromUnixTimeMilliseconds(stored.FetchedAt), DateTimeOffset.FromUnixTimeMilliseconds(stored.GoodUntil))
        : null;

    private sealed record Stored(string Token, long FetchedAt, long GoodUntil);
}

/// <summary>A token, or why there is none.</summary>
/// <param name="Reason">A stable code; null with a token.</param>
/// <param name="MayPass">Asking again later can help.</param>
internal sealed record TokenAnswer(AccessToken? Token, string? Reason = null, bool MayPass = false);
