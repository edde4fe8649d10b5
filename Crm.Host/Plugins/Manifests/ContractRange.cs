namespace Crm.Host.Plugins.Manifests;

/// <summary>A version interval in the usual notation: <c>[1.0,2.0)</c> is 1.0 and above, below 2.0. An end may be open.</summary>
public sealed record ContractRange
{
    private Version? Low { get; init; }
    private bool LowIncluded { get; init; }
    private Version? High { get; init; }
    private bool HighIncluded { get; init; }

    public bool Contains(Version version)
    {
        var v = Normal(version);
        return (Low is null || v > Low || (LowIncluded && v == Low))
            && (High is null || v < High || (HighIncluded && v == High));
    }

    /// <exception cref="ManifestException">The text is not an interval.</exception>
    public static ContractRange Parse(string text)
    {
        var ends = text.Length < 3 ? [] : text[1..^1].Split(',', StringSplitOptions.TrimEntries);
        if (ends.Length != 2 || text[0] is not ('[' or '(') || text[^1] is not (']' or ')')
            || !TryEnd(ends[0], out var low) || !TryEnd(ends[1], out var high) || (low is null && high is null))
            throw new ManifestException($"contract: '{text}' is not a version interval such as [1.0,2.0).");
        return new ContractRange { Low = low, LowIncluded = text[0] == '[', High = high, HighIncluded = text[^1] == ']' };
    }

    private static bool TryEnd(string text, out Version? end)
    {
        end = null;
        if (text.Length == 0) return true;
        if (!Version.TryParse(text, out var parsed)) return false;
        end = Normal(parsed);
        return true;
    }

    // An absent part of a Version is -1 and would sort below 0.
    private static Version Normal(Version v) => new(v.Major, v.Minor, Math.Max(v.Build, 0), Math.Max(v.Revision, 0));
}
