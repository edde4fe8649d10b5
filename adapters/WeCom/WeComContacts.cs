using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Dealers;
using Crm.Adapters.WeCom.Mapping;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom;

/// <summary>Name, unionid and noted phone numbers of an external contact, asked for outside any request.</summary>
internal sealed class WeComContacts(WeComOptions options, WeComApi api, SamePerson same) : IContactDirectory
{
    public async Task<ContactProfile?> FindAsync(string address, CancellationToken cancellationToken)
    {
        if (address.Split('/', 3) is not [var corpKey, var agentKey, var customer]
            || options.Find(corpKey, agentKey) is not { } app)
            return null;
        var known = app.Can(Capabilities.ExternalContact) ? await ContactAsync(app, customer, cancellationToken) : null;
        return known ?? (app.Can(Capabilities.CustomerService) ? await ServedAsync(app, customer, cancellationToken) : null);
    }

    private async Task<ContactProfile?> ContactAsync(WeComApp app, string customer, CancellationToken cancellationToken)
    {
        var answer = await api.CallAsync(
            app, new ApiCall("externalcontact/get", Query: $"external_userid={Uri.EscapeDataString(customer)}", Repeatable: true), cancellationToken);
        // 84061: no member has this contact, as with somebody who only used customer service, or is still half added.
        if (answer.Class is ErrorClass.Recipient or ErrorClass.Configuration)
            return null;
        if (!answer.Ok)
            throw new InvalidOperationException($"externalcontact/get failed with {answer.Code} ({answer.Class}).");
        var profile = Profile(app, customer, answer);
        return profile with { Identities = [.. profile.Identities, .. await same.ElsewhereAsync(app, customer, profile, cancellationToken)] };
    }

    /// <summary>Somebody who only wrote to customer service; the platform tells who for 48 hours after they did.</summary>
    private async Task<ContactProfile?> ServedAsync(WeComApp app, string customer, CancellationToken cancellationToken)
    {
        var body = ApiJson.Write(new { external_userid_list = new[] { customer }, need_enter_session_context = 0 });
        var answer = await api.CallAsync(app, new ApiCall("kf/customer/batchget", body, Repeatable: true), cancellationToken);
        if (answer.Class is ErrorClass.Transient or ErrorClass.Throttled || answer.Lost)
            throw new InvalidOperationException($"kf/customer/batchget failed with {answer.Code} ({answer.Class}).");
        var found = answer.Body.Items("customer_list").FirstOrDefault(entry => entry.Text("external_userid") == customer);
        if (found.ValueKind == System.Text.Json.JsonValueKind.Undefined)
            return null;
        var identities = new List<ChannelIdentity> { CallbackMapper.Identity(app.CorpId, customer) };
        if (found.Text("unionid") is { } unionId)
            identities.Add(new ChannelIdentity("unionid", unionId));
        return new ContactProfile(found.Text("nickname"), identities, null);
    }

    private static ContactProfile Profile(WeComApp app, string customer, ApiAnswer answer)
    {
        var contact = answer.Body.Child("external_contact");
        var followers = answer.Body.Items("follow_user").ToList();
        var identities = new List<ChannelIdentity> { CallbackMapper.Identity(app.CorpId, customer) };
        if (contact.Text("unionid") is { } unionId)
            identities.Add(new ChannelIdentity("unionid", unionId));
        identities.AddRange(followers
            .SelectMany(follower => follower.Items("remark_mobiles"))
            .Select(phone => phone.ValueKind == System.Text.Json.JsonValueKind.String ? phone.GetString()! : "")
            .Where(phone => phone.Length > 0).Distinct()
            .Select(phone => new ChannelIdentity("phone", phone)));
        return new ContactProfile(
            contact.Text("name"), identities, followers.Select(follower => follower.Text("state")).FirstOrDefault(state => state is not null));
    }
}
