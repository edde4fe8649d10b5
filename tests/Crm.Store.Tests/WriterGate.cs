using Crm.Plugins.Core.Store;

namespace Crm.Store.Tests;

/// <summary>Holds the writer inside one piece, so that everything queued meanwhile falls into the next group.</summary>
public sealed class WriterGate : IDisposable
{
    private readonly ManualResetEventSlim _entered = new();
    private readonly ManualResetEventSlim _open = new();
    private readonly Task _piece;

    public WriterGate(Writer writer)
    {
        _piece = writer.WriteAsync(_ =>
        {
            _entered.Set();
            _open.Wait();
        });
        _entered.Wait();
    }

    public void Open() => _open.Set();

    public void Dispose()
    {
        _open.Set();
        _piece.GetAwaiter().GetResult();
        _entered.Dispose();
        _open.Dispose();
    }
}
