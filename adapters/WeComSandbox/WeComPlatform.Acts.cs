using System.Text.Json.Nodes;

namespace Crm.Adapters.WeComSandbox;

/// <summary>The acts of the maker's people and customers, for short; <see cref="Maker"/> has all of them.</summary>
public sealed partial class WeComPlatform
{
    /// <summary>What the maker's own people got.</summary>
    public IReadOnlyList<MemberMessage> MemberMessages => Maker.Staff.Messages;

    /// <inheritdoc cref="SandboxContacts.Add"/>
    public Task<CallbackOutcome> ScanCode(string customerId, string? state = null, string? member = null, bool half = false) =>
        Maker.Contacts.Add(customerId, state, member, half);

    /// <inheritdoc cref="SandboxContacts.DeleteMember"/>
    public Task<CallbackOutcome> DeleteMember(string customerId, string? member = null) => Maker.Contacts.DeleteMember(customerId, member);

    /// <inheritdoc cref="SandboxContacts.DeleteCustomer"/>
    public Task<CallbackOutcome> DeleteCustomer(string customerId, string? member = null) => Maker.Contacts.DeleteCustomer(customerId, member);

    /// <inheritdoc cref="SandboxService.Enter"/>
    public Task<CallbackOutcome> EnterSession(string customerId, string? scene = null, string? sceneParam = null) => Maker.Service.Enter(customerId, scene, sceneParam);

    /// <inheritdoc cref="SandboxService.Write"/>
    public Task<CallbackOutcome> Write(string customerId, string text, string? menuId = null) => Maker.Service.Write(customerId, text, menuId);

    /// <summary>The customer sends anything else, such as an image: <c>{"media_id": …}</c>.</summary>
    public Task<CallbackOutcome> Send(string customerId, string type, JsonObject content, string shown) => Maker.Service.Send(customerId, type, content, shown);

    /// <inheritdoc cref="SandboxService.StaffWrites"/>
    public Task<CallbackOutcome> StaffWrites(string customerId, string text, string? member = null) => Maker.Service.StaffWrites(customerId, text, member);

    /// <summary>One of our people writes to the app.</summary>
    public Task<CallbackOutcome> MemberWrites(string text, string? member = null) => Maker.Staff.Write(text, member);

    /// <inheritdoc cref="SandboxCards.Press"/>
    public Task<CallbackOutcome> PressCard(string taskId, string key, string? member = null) => Maker.Cards.Press(taskId, key, member);

    /// <summary>Any inner message, signed and encrypted as the others.</summary>
    public Task<CallbackOutcome> PostRaw(string innerXml) => Maker.PostRaw(innerXml);

    /// <summary>Does what the console does when the callback address is saved.</summary>
    public Task<bool> VerifyUrl(CancellationToken cancellationToken) => Maker.VerifyUrl(cancellationToken);

    /// <inheritdoc cref="SandboxService.SetState"/>
    public void SetSessionState(string customerId, int state) => Maker.Service.SetState(customerId, state);

    /// <summary>Takes the access token back before its time.</summary>
    public void RevokeToken() => Maker.RevokeToken();
}
