using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Crm.Bench.Load;

/// <summary>Waits for any of many sockets in one system call, so that one thread can play all clients.</summary>
internal sealed class Poll
{
    private const short Readable = 1;
    private readonly Entry[] _entries;

    public Poll(IReadOnlyList<Socket> sockets) =>
        _entries = [.. sockets.Select(socket => new Entry { Handle = (int)socket.Handle, Wanted = Readable })];

    /// <summary>True when something can be read, or has ended; then ask <see cref="IsReady"/> for each.</summary>
    public bool Wait(int milliseconds) => Native(_entries, (nuint)_entries.Length, milliseconds) > 0;

    public bool IsReady(int index) => _entries[index].Seen != 0;

    /// <summary>Leaves this socket out from now on; the system skips negative handles.</summary>
    public void Forget(int index) => _entries[index] = new Entry { Handle = -1 };

    [DllImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Native([In, Out] Entry[] entries, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public int Handle;
        public short Wanted;
        public short Seen;
    }
}
