namespace Crm.Plugins.Core.Shared;

/// <summary>The data files that are compiled into this assembly, by file name.</summary>
internal static class EmbeddedFiles
{
    public static string Text(string name)
    {
        using var stream = typeof(EmbeddedFiles).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded; see the EmbeddedResource items of Crm.Plugins.Core.csproj.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
