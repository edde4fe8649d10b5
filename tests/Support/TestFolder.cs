namespace Crm.Tests.Support;

/// <summary>A fresh folder below the temporary one, gone after the test.</summary>
public sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("crm-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process killed a moment ago may still be writing its last file; the folder is a temporary one anyway.
        }
    }

    public override string ToString() => Path;
}
