using System.Text.Json;

namespace Crm.Adapters.WeCom.Api;

/// <summary>An app's access token. A class, because "is it still the same one" is asked by reference and nothing may print it.</summary>
internal sealed class AccessToken(string value, DateTimeOffset fetchedAt, DateTimeOffset goodUntil)
{
    public string Value { get; } = value;

    public DateTimeOffset FetchedAt { get; } = fetchedAt;

    public DateTimeOffset GoodUntil { get; } = goodUntil;

    /// <summary>Is this another token than the one that failed, or the same one issued again?</summary>
    public bool Supersedes(AccessToken? failed) => failed is null || Value != failed.Value || FetchedAt > failed.FetchedAt;

    public string ToJson() => JsonSerializer.Serialize(new Stored(Value, FetchedAt.ToUnixTimeMilliseconds(), GoodUntil.ToUnixTimeMilliseconds()));

    public static AccessToken? FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Stored>(json) is { Token.Length: > 0 } stored
                ? new(stored.Token, DateTimeOffset.FromUnixTimeMilliseconds(stored.FetchedAt), DateTimeOffset.FromUnixTimeMilliseconds(stored.GoodUntil))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Stored(string Token, long FetchedAt, long GoodUntil);
}

/// <summary>A token, or why there is none.</summary>
internal readonly record struct TokenAnswer(AccessToken? Token, ApiAnswer? Failure);
