namespace Crm.Plugins.Core.Store;

/// <summary>
/// One process per SQLite file. An operating-system lock dies with its process, so a restart after kill -9 is
/// immediate; a row with a time to live would keep the file closed until it ran out.
/// </summary>
public sealed class FileLock : IDisposable
{
    private readonly FileStream _stream;

    private FileLock(FileStream stream) => _stream = stream;

    public static FileLock Take(string path)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            throw new StoreConfigurationException(
                $"Another node already uses the SQLite store beside '{path}'. One SQLite file serves one node: stop the other, " +
                "or set Crm:Store:Provider=postgres and Crm:Store:ConnectionString for several nodes.");
        }
    }

    public void Dispose() => _stream.Dispose();
}
