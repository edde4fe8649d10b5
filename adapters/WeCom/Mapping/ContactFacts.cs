using Crm.Adapters.WeCom.Wire;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Mapping;

/// <summary>What a callback about contacts or tags tells besides that something happened (spec/wecom.md 3.4, 3.6).</summary>
internal static class ContactFacts
{
    private const string ByTransfer = "DELETE_BY_TRANSFER";

    /// <summary>The end of a link, its change, or a refused hand-over; null for anything else.</summary>
    public static ChannelFact? Of(WeComApp app, InnerMessage inner, string customer)
    {
        if (inner.Text("UserID"u8)?.ToLowerInvariant() is not { } member)
            return null;
        return inner.Text("ChangeType"u8)?.ToLowerInvariant() switch
        {
            "del_external_contact" => new MemberUnlinked(app.Name, member, customer, IsTransfer(inner) ? "transfer" : "member"),
            "del_follow_user" => new MemberUnlinked(app.Name, member, customer, IsTransfer(inner) ? "transfer" : "customer"),
            "edit_external_contact" => new LinkChanged(app.Name, member, customer),
            "transfer_fail" => new TransferRefused(app.Name, member, customer,
                inner.Text("FailReason"u8) == "customer_limit_exceed" ? "customer-limit-exceeded" : "customer-refused"),
            _ => null,
        };
    }

    /// <summary>The catalogue of tags changed, whatever it was in it: it is read anew.</summary>
    public static TagsChanged? Tags(WeComApp app, InnerMessage inner) =>
        inner.Is("Event"u8, "change_external_tag"u8) || inner.Is("InfoType"u8, "change_external_tag"u8) ? new TagsChanged(app.Name) : null;

    private static bool IsTransfer(InnerMessage inner) => string.Equals(inner.Text("Source"u8), ByTransfer, StringComparison.OrdinalIgnoreCase);
}
