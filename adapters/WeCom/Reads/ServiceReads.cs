using System.Text;
using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Mapping;
using Crm.Adapters.WeCom.Operations;
using Crm.Adapters.WeCom.Outbound;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Reads;

/// <summary>Customer-service accounts, their staff and links, and what may still be sent (4.3, 4.4).</summary>
internal sealed class ServiceReads(WeComOptions options, WeComApi api, KfAccounts accounts, KfWindow window) : IServiceReads
{
    private const int SceneBytes = 32;
    private const int SceneParamBytes = 128;

    public async Task<IReadOnlyList<ServiceAccount>> ServiceAccountsAsync(string account, CancellationToken cancellationToken) =>
        await accounts.ListAsync(App(account), cancellationToken);

    public async Task<IReadOnlyList<ServiceMember>> StaffAsync(string account, string serviceAccount, CancellationToken cancellationToken)
    {
        var answer = (await api.CallAsync(App(account), new ApiCall(
            "kf/servicer/list", Query: $"open_kfid={Uri.EscapeDataString(serviceAccount)}", Repeatable: true), cancellationToken)).Checked();
        // Departments are listed beside members. 0 = receiving here, though the event says 1 for it.
        return
        [
            .. answer.Body.Items("servicer_list").Where(member => member.Text("userid") is not null)
                .Select(member => new ServiceMember(member.Text("userid")!.ToLowerInvariant(), member.Number("status") == 0)),
        ];
    }

    public async Task<string> LinkAsync(string account, string serviceAccount, string scene, string? sceneParam, CancellationToken cancellationToken)
    {
        var app = App(account);
        if (scene.Length > SceneBytes || !scene.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new ChannelReadException("content", null);
        // Without a scene the link takes no parameter.
        var param = sceneParam is null ? null : Uri.EscapeDataString(sceneParam);
        if (param is not null && (scene.Length == 0 || Encoding.UTF8.GetByteCount(param) > SceneParamBytes))
            throw new ChannelReadException("content", null);
        var answer = (await api.CallAsync(app, new ApiCall(
            "kf/add_contact_way", ApiJson.Write(new { open_kfid = serviceAccount, scene = scene.Length == 0 ? null : scene }), Repeatable: true), cancellationToken)).Checked();
        var url = answer.Text("url") ?? throw new ChannelReadException("unknown-error", null);
        return param is null ? url : $"{url}&scene_param={param}";
    }

    public async Task<SendWindow?> WindowAsync(string to, CancellationToken cancellationToken) =>
        WeComAddress.Parse(to) is { Kind: WeComAddress.Kf } address && address.KfParties() is var (account, customer)
        && options.Find(address.CorpKey, address.AgentKey) is { } app
            ? await window.ReadAsync(app.CorpId, account, customer, cancellationToken)
            : null;

    private WeComApp App(string account) => options.FindAccount(account) ?? throw new ChannelReadException("configuration", null);
}
