using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Customers going from one member to another, in service and after leaving (4.5).</summary>
internal static class TransferCalls
{
    private const int MostCustomers = 100;
    private const int MostPer90Days = 2;

    public static JsonObject Begin(Company company, ApiRequest request, bool resigned)
    {
        var (from, to) = Members(company, request);
        var ids = request.Texts("external_userid", MostCustomers);
        if (ids is null or [])
            throw new WeComError(41035, "external_userid missing");
        if (!resigned)
            request.Short("transfer_success_msg", 200);
        if (resigned && from.Left is null)
            throw new WeComError(40097, "the member has not left");
        if (resigned && company.Now - from.Left > TimeSpan.FromDays(365))
            throw new WeComError(40058, "the member left more than a year ago");
        if (from == to)
            throw new WeComError(40130, "both are the same member");
        if (to.Left is not null)
            throw new WeComError(60111, "takeover_userid not found");
        return new JsonObject
        {
            ["customer"] = ids.ToArray(id => new JsonObject { ["external_userid"] = id, ["errcode"] = Begin(company, id, from.Key, to.Key, resigned) }),
        };
    }

    public static JsonObject Result(Company company, ApiRequest request, bool resigned)
    {
        var (from, to) = Members(company, request);
        var all = company.Transfers.Where(transfer => transfer.Resigned == resigned && transfer.From == from.Key && transfer.To == to.Key).ToArray();
        var (page, next) = Paging.Page(all, request.Text("cursor"), 1000);
        return new JsonObject
        {
            ["customer"] = page.ToArray(transfer => new JsonObject
            {
                ["external_userid"] = transfer.Contact.Id, ["status"] = (int)transfer.State, ["takeover_time"] = transfer.Done?.ToUnixTimeSeconds() ?? 0,
            }),
            ["next_cursor"] = next,
        };
    }

    /// <summary>The errcode of one customer; 0 = begun.</summary>
    private static int Begin(Company company, string id, string from, string to, bool resigned)
    {
        if (!company.Contacts.TryGetValue(id, out var contact))
            return 40096;
        if (!contact.Followers.TryGetValue(from, out var follow) || follow.Half)
            return 40131;
        if (company.Transfers.Exists(transfer => transfer.Contact == contact && transfer.State == TransferState.Waiting))
            return 40100;
        // Only between two who are at work: a leaver's customers may always go on.
        if (!resigned && company.Transfers.Count(transfer => transfer.Contact == contact && !transfer.Resigned && company.Now - transfer.Begun < TimeSpan.FromDays(90)) >= MostPer90Days)
            return 40128;
        var transfer = new Transfer(contact, from, to, resigned, company.Now);
        company.Transfers.Add(transfer);
        company.World.Time.At(company.Now + Transfer.Wait, () => transfer.Complete(company));
        return 0;
    }

    private static (Member From, Member To) Members(Company company, ApiRequest request) =>
        (company.Member(request.Need("handover_userid", missing: 41009)), company.Member(request.Need("takeover_userid", missing: 41009)));
}
