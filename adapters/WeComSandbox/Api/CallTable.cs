using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

internal enum CallArea
{
    Any,
    Contacts,
    Service,
    Upload,
}

internal sealed record Call(string Method, CallArea Area, Func<Company, ApiRequest, JsonObject> Run);

/// <summary>All calls of the simulated API, by their path below <c>/cgi-bin/</c>.</summary>
internal static class CallTable
{
    public static readonly IReadOnlyDictionary<string, Call> All = Build();

    private static Dictionary<string, Call> Build()
    {
        var calls = new Dictionary<string, Call>(StringComparer.Ordinal);
        void Get(CallArea area, string path, Func<Company, ApiRequest, JsonObject> run) => calls.Add(path, new Call("GET", area, run));
        void Post(CallArea area, string path, Func<Company, ApiRequest, JsonObject> run) => calls.Add(path, new Call("POST", area, run));

        // Answered before a token is asked for.
        Get(CallArea.Any, "gettoken", (_, _) => []);
        Get(CallArea.Any, "getcallbackip", (_, _) => new JsonObject { ["ip_list"] = new JsonArray("127.0.0.1") });
        Get(CallArea.Any, "get_jsapi_ticket", TokenCalls.CompanyTicket);
        Get(CallArea.Any, "ticket/get", TokenCalls.AgentTicket);
        Get(CallArea.Any, "auth/getuserinfo", SignInCalls.Who);
        Get(CallArea.Any, "user/getuserinfo", SignInCalls.WhoOldStyle);
        Get(CallArea.Any, "user/get", SignInCalls.Member);
        Post(CallArea.Any, "message/send", MemberCalls.Send);
        Post(CallArea.Any, "message/update_template_card", CardCalls.Update);
        Post(CallArea.Any, "message/recall", MemberCalls.Recall);
        Post(CallArea.Upload, "media/upload", MediaCalls.Upload);
        Post(CallArea.Upload, "media/uploadimg", MediaCalls.UploadPicture);
        Get(CallArea.Any, "media/get", MediaCalls.Get);

        Post(CallArea.Service, "kf/sync_msg", KfReading.Sync);
        Post(CallArea.Service, "kf/send_msg", KfSending.Send);
        Post(CallArea.Service, "kf/send_msg_on_event", KfSending.SendOnEvent);
        Post(CallArea.Service, "kf/service_state/get", KfSessions.Get);
        Post(CallArea.Service, "kf/service_state/trans", KfSessions.Move);
        Post(CallArea.Service, "kf/account/list", KfAccounts.List);
        Post(CallArea.Service, "kf/account/add", KfAccounts.Add);
        Post(CallArea.Service, "kf/account/update", KfAccounts.Update);
        Post(CallArea.Service, "kf/account/del", KfAccounts.Delete);
        Post(CallArea.Service, "kf/add_contact_way", KfAccounts.Link);
        Get(CallArea.Service, "kf/servicer/list", KfAccounts.Staff);
        Post(CallArea.Service, "kf/servicer/add", KfAccounts.AddStaff);
        Post(CallArea.Service, "kf/servicer/del", KfAccounts.RemoveStaff);
        Post(CallArea.Service, "kf/customer/batchget", KfReading.Customers);

        Get(CallArea.Contacts, "externalcontact/get_follow_user_list", ContactCalls.Members);
        Get(CallArea.Contacts, "externalcontact/list", ContactCalls.List);
        Get(CallArea.Contacts, "externalcontact/get", ContactCalls.Get);
        Post(CallArea.Contacts, "externalcontact/batch/get_by_user", ContactCalls.Batch);
        Post(CallArea.Contacts, "externalcontact/convert_to_openid", ContactCalls.OpenId);
        Post(CallArea.Contacts, "externalcontact/remark", ContactCalls.Remark);
        Post(CallArea.Contacts, "externalcontact/send_welcome_msg", WelcomeCalls.Send);
        Post(CallArea.Contacts, "externalcontact/add_contact_way", ContactWayCalls.Add);
        Post(CallArea.Contacts, "externalcontact/get_contact_way", ContactWayCalls.Get);
        Post(CallArea.Contacts, "externalcontact/list_contact_way", ContactWayCalls.List);
        Post(CallArea.Contacts, "externalcontact/update_contact_way", ContactWayCalls.Update);
        Post(CallArea.Contacts, "externalcontact/del_contact_way", ContactWayCalls.Delete);
        Post(CallArea.Contacts, "externalcontact/get_corp_tag_list", TagCalls.List);
        Post(CallArea.Contacts, "externalcontact/add_corp_tag", TagCalls.Add);
        Post(CallArea.Contacts, "externalcontact/edit_corp_tag", TagCalls.Edit);
        Post(CallArea.Contacts, "externalcontact/del_corp_tag", TagCalls.Delete);
        Post(CallArea.Contacts, "externalcontact/mark_tag", TagCalls.Mark);
        Post(CallArea.Contacts, "externalcontact/transfer_customer", (company, request) => TransferCalls.Begin(company, request, resigned: false));
        Post(CallArea.Contacts, "externalcontact/transfer_result", (company, request) => TransferCalls.Result(company, request, resigned: false));
        Post(CallArea.Contacts, "externalcontact/resigned/transfer_customer", (company, request) => TransferCalls.Begin(company, request, resigned: true));
        Post(CallArea.Contacts, "externalcontact/resigned/transfer_result", (company, request) => TransferCalls.Result(company, request, resigned: true));
        Post(CallArea.Contacts, "externalcontact/groupchat/list", GroupCalls.List);
        Post(CallArea.Contacts, "externalcontact/groupchat/get", GroupCalls.Get);
        Post(CallArea.Contacts, "externalcontact/groupchat/add_join_way", JoinWayCalls.Add);
        Post(CallArea.Contacts, "externalcontact/groupchat/get_join_way", JoinWayCalls.Get);
        Post(CallArea.Contacts, "externalcontact/groupchat/update_join_way", JoinWayCalls.Update);
        Post(CallArea.Contacts, "externalcontact/groupchat/del_join_way", JoinWayCalls.Delete);
        Post(CallArea.Contacts, "externalcontact/add_msg_template", MassCalls.Create);
        Post(CallArea.Contacts, "externalcontact/get_groupmsg_list_v2", MassReading.List);
        Post(CallArea.Contacts, "externalcontact/get_groupmsg_task", MassReading.Tasks);
        Post(CallArea.Contacts, "externalcontact/get_groupmsg_send_result", MassReading.Results);
        Post(CallArea.Contacts, "externalcontact/remind_groupmsg_send", MassCalls.Remind);
        Post(CallArea.Contacts, "externalcontact/cancel_groupmsg_send", MassCalls.Cancel);

        Post(CallArea.Any, "corpgroup/corp/list_app_share_info", ShareCalls.List);
        Post(CallArea.Any, "corpgroup/corp/gettoken", ShareCalls.Token);
        Post(CallArea.Contacts, "corpgroup/unionid_to_external_userid", ShareCalls.FromUnionId);
        Post(CallArea.Contacts, "corpgroup/unionid_to_pending_id", ShareCalls.PendingId);
        Post(CallArea.Contacts, "corpgroup/batch/external_userid_to_pending_id", ShareCalls.PendingIds);
        return calls;
    }
}
