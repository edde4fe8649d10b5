using Crm.Plugins.Contract;

namespace Adapters.Tests.WeCom;

/// <summary>Files the host keeps.</summary>
internal sealed class FakeHostMedia : IHostMedia
{
    public Dictionary<string, MediaContent> Files { get; } = [];

    public Task<MediaContent?> GetAsync(string mediaId, CancellationToken cancellationToken) => Task.FromResult(Files.GetValueOrDefault(mediaId));
}
