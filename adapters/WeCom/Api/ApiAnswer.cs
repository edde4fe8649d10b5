using System.Text.Json;

namespace Crm.Adapters.WeCom.Api;

/// <summary>How one call of the platform's API ended.</summary>
/// <param name="Class">None = done; else what went wrong.</param>
/// <param name="Code">The errcode; for a plain HTTP failure the negated status.</param>
/// <param name="Body">The JSON answer where there is one.</param>
/// <param name="After">How long to wait before another try, where that is known.</param>
/// <param name="Lost">We do not know whether the platform carried the call out.</param>
/// <param name="Tries">How often it was tried; an earlier try may have been carried out although it failed.</param>
internal sealed record ApiAnswer(ErrorClass Class, int Code, JsonElement Body, TimeSpan? After = null, bool Lost = false, int Tries = 1)
{
    /// <summary>Where one was asked for and came.</summary>
    public ApiFile? File { get; init; }

    public bool Ok => Class == ErrorClass.None && !Lost;

    public static ApiAnswer Failed(ErrorClass errorClass, int code, TimeSpan? after = null) => new(errorClass, code, default, after);

    /// <summary>Timed out or cut off after the request may have been sent.</summary>
    public static ApiAnswer Unknown { get; } = new(ErrorClass.Unknown, 0, default, Lost: true);

    /// <summary>A string member of the answer, or null.</summary>
    public string? Text(string name) => Body.Text(name);
}

internal static class JsonElements
{
    /// <summary>A non-empty string member, or null; numbers are given as their digits.</summary>
    public static string? Text(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value))
            return null;
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>An integer member, also when quoted; 0 if absent.</summary>
    public static long Number(this JsonElement element, string name) =>
        long.TryParse(element.Text(name), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>An object member; an undefined element if absent, which has no members either.</summary>
    public static JsonElement Child(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The items of an array member; none if absent.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];
}
