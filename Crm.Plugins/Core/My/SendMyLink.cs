using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.My;

/// <summary>One of ours gives a customer the link: to read it out, or sent where the customer last wrote, else by text message.</summary>
public sealed class SendMyLink(Writer writer, MyLinks links, Tell tell)
{
    public Task<MyLinkItem> RunAsync(string customerId, bool send, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        return writer.WriteAsync(unit =>
        {
            var contact = CustomerStore.Contact(unit, customerId) ?? throw ProblemException.NotFound("customer");
            var link = links.Make(unit, customerId)
                ?? throw ProblemException.Conflict("public-url-needed", "Set Crm:PublicUrl to the address where customers reach this host; without it there is no link to give.");
            var sent = send && tell.Notice(unit, new Audience(customerId, Conversations.Newest(unit, customerId), contact.Phone, contact.Locale), TextKeys.MyLink,
                new Dictionary<string, string> { [Tell.Secret] = link.Url }) is not null;
            if (send && !sent) throw ProblemException.Conflict("not-reachable", "The customer has neither a conversation nor a number we can write to.");
            Audit.Record(unit, caller.Id, sent ? "my-link.sent" : "my-link.made", customerId);
            return new MyLinkItem(link.Url, Instants.Iso(link.ExpiresAt), sent);
        });
    }

    public Task RevokeAsync(string customerId, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        return writer.WriteAsync(unit =>
        {
            if (CustomerStore.Contact(unit, customerId) is null) throw ProblemException.NotFound("customer");
            MyLinks.Revoke(unit, customerId, caller.Id);
            Audit.Record(unit, caller.Id, "my-link.revoked", customerId);
        });
    }
}

/// <param name="Url">A secret of the customer's: give it to nobody else.</param>
public sealed record MyLinkItem(string Url, string ExpiresAt, bool Sent);
