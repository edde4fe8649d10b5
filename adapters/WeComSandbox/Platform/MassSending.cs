using Crm.Adapters.WeComSandbox.Api;

namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>What happens when a member confirms a mass message on the phone.</summary>
internal static class MassSending
{
    /// <param name="only">A selection, where the task allows one; null = everybody.</param>
    public static void Confirm(Company company, MassTask task, MassShare share, IReadOnlyCollection<string>? only)
    {
        if (task.Cancelled || share.Sent is not null)
            return;
        share.Sent = company.Stamp;
        foreach (var (id, result) in share.Results.Where(entry => only is null || !task.AllowsSelection || only.Contains(entry.Key)))
        {
            result.Status = task.ToGroups ? ToGroup(company, task, id) : ToCustomer(company, task, share.Member, id);
            result.At = company.Stamp;
        }
    }

    private static int ToCustomer(Company company, MassTask task, string member, string id)
    {
        var contact = company.Contacts[id];
        if (!contact.Followers.TryGetValue(member, out var follow) || follow.Half)
            return MassResult.NotAFriend;
        if (!company.Quota.Take(id, company.Now))
            return MassResult.QuotaUsed;
        Attachments.Show(company, contact, "text", task.Text, task.Lines, member);
        return MassResult.Sent;
    }

    private static int ToGroup(Company company, MassTask task, string chatId)
    {
        var group = company.Groups[chatId];
        if (group.Dismissed)
            return MassResult.NotAFriend;
        foreach (var member in group.Members.Values.Where(member => member.Type == 2))
            Attachments.Show(company, company.Contacts[member.Id], "text", task.Text, task.Lines, chatId);
        return MassResult.Sent;
    }
}
