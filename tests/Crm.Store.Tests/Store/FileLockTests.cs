using System.Diagnostics;
using Crm.Plugins.Core.Store;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Store;

public sealed class FileLockTests
{
    [Fact]
    public async Task A_second_node_on_one_file_is_refused_and_told_what_to_write()
    {
        using var folder = new TestFolder();
        var options = new StoreOptions { ConnectionString = $"Data Source={folder.File("crm.db")}" };
        await using var first = new Database(options);

        var message = Should.Throw<StoreConfigurationException>(() => new Database(options)).Message;
        message.ShouldContain("Crm:Store:Provider=postgres");
        message.ShouldContain("Crm:Store:ConnectionString");
    }

    [Fact]
    public async Task The_file_is_free_again_after_a_clean_stop()
    {
        using var folder = new TestFolder();
        var options = new StoreOptions { ConnectionString = $"Data Source={folder.File("crm.db")}" };
        await using (new Database(options))
        {
        }

        await using var again = new Database(options);
        (await again.FirstAsync<long>("select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task The_lock_of_a_killed_process_is_free_at_once()
    {
        using var folder = new TestFolder();
        var file = folder.File("crm.db.lock");
        // The same operating-system lock as the host's, held by another process.
        using var holder = Process.Start(new ProcessStartInfo("flock", ["-x", file, "-c", "echo held; exec sleep 60"]) { RedirectStandardOutput = true })!;
        (await holder.StandardOutput.ReadLineAsync()).ShouldBe("held");
        Should.Throw<StoreConfigurationException>(() => FileLock.Take(file));

        holder.Kill(entireProcessTree: true);
        await holder.WaitForExitAsync();
        using var taken = await Probe.For(() => Task.FromResult(TryTake(file)), "the lock of a dead process");
    }

    [Fact]
    public void A_folder_that_is_not_there_is_not_called_another_node() =>
        Should.Throw<DirectoryNotFoundException>(() => FileLock.Take("/nowhere/at/all/crm.db.lock"));

    private static FileLock? TryTake(string file)
    {
        try
        {
            return FileLock.Take(file);
        }
        catch (StoreConfigurationException)
        {
            return null;
        }
    }
}
