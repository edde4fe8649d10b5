using Crm.Plugins.Core.Shared.Api;

namespace Crm.Plugins.Core.Accounts;

/// <summary>What a token may be used for. A scope opens routes; the token's role still decides what it sees there.</summary>
public static class TokenScopes
{
    public const string All = "*";
    public const string Inquiries = "inquiries:write";
    private const string ReadLeads = "leads:read";
    private const string WriteLeads = "leads:write";
    private const string Callbacks = "callbacks:write";
    private const string ReadComplaints = "complaints:read";

    private static readonly string[] Known = [All, Inquiries, ReadLeads, WriteLeads, Callbacks, ReadComplaints];

    // The first segment below /api/v1. What is not named here, such as users and tokens, needs all scopes.
    private static readonly Dictionary<string, (string Read, string Write)> ByResource = new(StringComparer.OrdinalIgnoreCase)
    {
        ["leads"] = (ReadLeads, WriteLeads),
        ["offers"] = (ReadLeads, WriteLeads),
        ["customers"] = (ReadLeads, WriteLeads),
        ["conversations"] = (ReadLeads, WriteLeads),
        ["inquiries"] = (ReadLeads, Inquiries),
        ["dealers"] = (ReadLeads, All),
        ["calendars"] = (ReadLeads, All),
        ["callbacks"] = (Callbacks, Callbacks),
        ["complaints"] = (ReadComplaints, All),
    };

    /// <param name="resource">The first segment of the path below <c>/api/v1</c>.</param>
    public static bool Allow(IReadOnlyCollection<string> scopes, string resource, bool reads)
    {
        if (scopes.Contains(All)) return true;
        return ByResource.TryGetValue(resource, out var needed) && scopes.Contains(reads ? needed.Read : needed.Write);
    }

    /// <summary>For intake routes, whose scope is <c>in:{plugin}</c>.</summary>
    public static bool AllowIntake(IReadOnlyCollection<string> scopes, string scope) =>
        scopes.Contains(All) || scopes.Contains(Inquiries) || scopes.Contains(scope);

    internal static string Checked(IReadOnlyCollection<string>? scopes) =>
        scopes is { Count: > 0 and <= 20 } && scopes.All(s => s is not null && (Known.Contains(s) || IsIntake(s)))
            ? string.Join(' ', scopes.Distinct())
            : throw ProblemException.Invalid("bad-scopes", $"scopes is a list of {string.Join(", ", Known)} or in:{{plugin}}.");

    private static bool IsIntake(string scope) =>
        scope.Length is > 3 and <= 60 && scope.StartsWith("in:", StringComparison.Ordinal) && scope.AsSpan(3).IndexOfAnyExcept(PluginIds) < 0;

    private static readonly System.Buffers.SearchValues<char> PluginIds = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
}
