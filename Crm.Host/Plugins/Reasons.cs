using System.Reflection;

namespace Crm.Host.Plugins;

/// <summary>One sentence out of an exception: the innermost one that says something.</summary>
internal static class Reasons
{
    public static string Of(Exception e)
    {
        while (e is TargetInvocationException or TypeInitializationException or AggregateException or PluginCallException && e.InnerException is { } inner)
            e = inner;
        return e is PluginCallException ? e.Message : $"{e.GetType().Name}: {e.Message}";
    }
}

/// <summary>Takes a plugin's settings out of texts that people will read: exceptions like to quote them.</summary>
internal sealed class Redaction(IConfiguration settings)
{
    // Shorter values are words such as "true", and taking them out would make the text unreadable.
    private const int Shortest = 8;

    public string? Clean(string? text)
    {
        if (text is null) return null;
        foreach (var (_, value) in settings.AsEnumerable())
            if (value is { Length: >= Shortest }) text = text.Replace(value, "***", StringComparison.Ordinal);
        return text;
    }
}
