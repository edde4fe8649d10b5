namespace Crm.Plugins.Core.Routing;

/// <summary>Chance that can be repeated: the same on every machine and in every version of .NET.</summary>
internal static class Seeded
{
    /// <summary>FNV-1a over the text, then mixed.</summary>
    public static ulong Of(string text) => Mix(Fold(14695981039346656037, text));

    /// <summary>A number for one dealer under one seed.</summary>
    public static ulong Draw(ulong seed, string id) => Mix(Fold(seed ^ 14695981039346656037, id));

    /// <summary>0 (inclusive) to <paramref name="bound"/> (exclusive).</summary>
    public static long Below(ulong seed, long bound) => (long)Math.BigMul(Mix(seed), (ulong)bound, out _);

    private static ulong Fold(ulong hash, string text)
    {
        foreach (var c in text)
            hash = (hash ^ c) * 1099511628211;
        return hash;
    }

    // The finaliser of SplitMix64.
    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
