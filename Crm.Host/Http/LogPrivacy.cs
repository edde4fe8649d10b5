namespace Crm.Host.Http;

/// <summary>
/// Keeps query strings out of the logs: a filter such as <c>?phone=</c> is personal data (DECISIONS 31). The framework writes
/// them at Information when a request starts and ends.
/// </summary>
internal static class LogPrivacy
{
    public static void Apply(LoggerFilterOptions options)
    {
        // First, so that a setting of the operator wins.
        options.Rules.Insert(0, new LoggerFilterRule(null, "Microsoft.AspNetCore", LogLevel.Warning, null));
        options.Rules.Insert(0, new LoggerFilterRule(null, "System.Net.Http", LogLevel.Warning, null));

        // Last and as narrow as the category itself: this one is nobody's choice.
        foreach (var provider in options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList())
            options.Rules.Add(new LoggerFilterRule(provider, "Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning, null));
    }
}
