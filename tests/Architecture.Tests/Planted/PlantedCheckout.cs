using Crm.Tests.Support;

namespace Architecture.Tests.Planted;

/// <summary>A small checkout that breaks a rule.</summary>
internal sealed class PlantedCheckout : IDisposable
{
    private readonly TestFolder _folder = new();

    public Checkout Checkout => new(_folder.Path);

    public PlantedCheckout With(string path, string text)
    {
        var full = _folder.File(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return this;
    }

    public void Dispose() => _folder.Dispose();
}
