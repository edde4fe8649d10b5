using Crm.Plugins.Contract;

namespace Crm.Store.Tests.Sessions;

/// <summary>A customer-service platform that answers as told.</summary>
public sealed class FakeService : IServiceReads, IMediaReads
{
    public SendWindow? Window { get; set; }

    public Func<MediaContent> Media { get; set; } = () => throw new ChannelReadException("content", null, 40007);

    public List<(string Scene, string? Param)> Links { get; } = [];

    public Task<IReadOnlyList<ServiceAccount>> ServiceAccountsAsync(string account, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ServiceAccount>>([new ServiceAccount("wk1", "售后客服", null)]);

    public Task<IReadOnlyList<ServiceMember>> StaffAsync(string account, string serviceAccount, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ServiceMember>>([new ServiceMember("lisi", true), new ServiceMember("wang", false)]);

    public Task<string> LinkAsync(string account, string serviceAccount, string scene, string? sceneParam, CancellationToken cancellationToken)
    {
        Links.Add((scene, sceneParam));
        return Task.FromResult($"https://kf.example/{serviceAccount}?enc_scene={scene}&scene_param={sceneParam}");
    }

    public Task<SendWindow?> WindowAsync(string to, CancellationToken cancellationToken) => Task.FromResult(Window);

    public Task<MediaContent> FetchAsync(string mediaRef, long maxBytes, CancellationToken cancellationToken) => Task.FromResult(Media());
}
