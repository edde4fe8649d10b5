using Crm.Adapters.WeCom.Wire;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Mapping;

/// <summary>What <c>change_external_chat</c> tells; older versions name neither who nor which member list.</summary>
internal static class GroupFacts
{
    /// <summary>Null where it is another event or names no group.</summary>
    public static ChannelFact? Read(WeComApp app, InnerMessage inner)
    {
        if (!inner.Is("Event"u8, "change_external_chat"u8) && !inner.Is("InfoType"u8, "change_external_chat"u8))
            return null;
        return inner.Text("ChatId"u8) is { } group && Change(inner) is { } change
            ? new GroupChanged(app.Name, group, change, inner.Text("CurMemVer"u8), inner.List("MemChangeList"u8))
            : null;
    }

    private static string? Change(InnerMessage inner) => inner.Text("ChangeType"u8)?.ToLowerInvariant() switch
    {
        "create" => "created",
        "dismiss" => "dismissed",
        "update" => inner.Text("UpdateDetail"u8)?.ToLowerInvariant() switch
        {
            "add_member" => "joined",
            "del_member" => "left",
            "change_owner" => "owner",
            "change_notice" => "notice",
            // Also what a later version may add: the group is read again whatever it was.
            _ => "name",
        },
        _ => null,
    };
}
