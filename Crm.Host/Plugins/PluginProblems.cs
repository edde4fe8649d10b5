namespace Crm.Host.Plugins;

/// <summary>The refusals of the plugin routes, as problem+json with a stable code.</summary>
internal static class PluginProblems
{
    /// <summary>The code for a plugin that does not serve.</summary>
    public static string NotServing(PluginState state) => state switch
    {
        PluginState.Unconfigured => "plugin-not-configured",
        PluginState.Rejected => "plugin-rejected",
        PluginState.Incompatible => "plugin-incompatible",
        PluginState.Faulted => "plugin-faulted",
        PluginState.Stopped => "plugin-stopped",
        _ => "plugin-starting",
    };

    public static Task WriteAsync(HttpContext context, int status, string code, string title, TimeSpan? retryAfter = null)
    {
        if (retryAfter is { } wait) context.Response.Headers.RetryAfter = $"{Math.Max(1, Math.Ceiling(wait.TotalSeconds)):0}";
        return TypedResults.Problem(title: title, statusCode: status, extensions: [new("code", code)]).ExecuteAsync(context);
    }
}
