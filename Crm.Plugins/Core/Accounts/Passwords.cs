using Crm.Plugins.Core.Shared.Api;
using Microsoft.AspNetCore.Identity;

namespace Crm.Plugins.Core.Accounts;

/// <summary>Hashes and checks passwords: slow on purpose, so never call it on the writer's thread.</summary>
internal static class Passwords
{
    private const int Shortest = 12;
    private const int Longest = 128;
    private static readonly PasswordHasher<object> Hasher = new();
    private static readonly object Nobody = new();

    // Checked against where there is no such user, so that the answer takes as long.
    private static readonly string OfNobody = Hasher.HashPassword(Nobody, "the password of nobody");

    public static string Hash(string? password) => password is { Length: >= Shortest and <= Longest }
        ? Hasher.HashPassword(Nobody, password)
        : throw ProblemException.Invalid("bad-password", $"A password has {Shortest} to {Longest} characters.");

    /// <param name="hash">Null where there is no such user: takes as long and is always false.</param>
    public static bool Fits(string? hash, string? password) =>
        Hasher.VerifyHashedPassword(Nobody, hash ?? OfNobody, password is { Length: <= Longest } ? password : "") != PasswordVerificationResult.Failed
        && hash is not null;
}
