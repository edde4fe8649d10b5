using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;

namespace Crm.Plugins.Core.Accounts;

/// <summary>A machine's key as the rest of the product sees it: without the secret and without its hash.</summary>
/// <param name="PerMinute">Its own rate limit; null = the installation's.</param>
/// <param name="ExpiresAt">Epoch milliseconds, as all instants here; null = never.</param>
public sealed record ApiToken(
    string Id, string Name, string Last4, IReadOnlyList<string> Scopes, Role Role, string? DealerId, int? PerMinute, int? Burst,
    long CreatedAt, long? ExpiresAt, long? RevokedAt, long? LastUsedAt)
{
    public bool IsGood(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now.ToUnixTimeMilliseconds());

    internal static ApiToken From(TokenRow row) => new(
        row.Id, row.Name, row.Last4, row.Scopes.Split(' '), Words.Parse<Role>(row.Role), row.DealerId.Length == 0 ? null : row.DealerId,
        (int?)Known(row.PerMinute), (int?)Known(row.Burst), row.CreatedAt, Known(row.ExpiresAt), Known(row.RevokedAt), Known(row.LastUsedAt));

    private static long? Known(long value) => value > 0 ? value : null;
}

/// <param name="Role">agent unless told otherwise.</param>
/// <param name="ExpiresAt">ISO 8601; without it the token is good until revoked.</param>
/// <param name="PerMinute">Requests a minute instead of the installation's limit, with <paramref name="Burst"/> at once.</param>
public sealed record NewToken(
    string? Name, IReadOnlyList<string>? Scopes, string? Role = null, string? DealerId = null, string? ExpiresAt = null, int? PerMinute = null,
    int? Burst = null);
