using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox;

/// <summary>Mass messages on the members' phones, waiting to be confirmed (4.6). Nothing here tells the company.</summary>
public sealed class SandboxMassTasks
{
    private readonly Company _company;

    internal SandboxMassTasks(Company company) => _company = company;

    /// <summary>How many a customer may get; the company chooses at the console.</summary>
    public MassQuotaMode Quota
    {
        get { lock (_company.World.Gate) return _company.Quota.Mode; }
        set { lock (_company.World.Gate) _company.Quota.Mode = value; }
    }

    /// <summary>One member's, oldest first; everybody's where none is named.</summary>
    public IReadOnlyList<SandboxMassTask> Of(string? member = null)
    {
        lock (_company.World.Gate)
        {
            var key = member is null ? null : _company.Member(member).Key;
            return [.. _company.MassTasks.Values.SelectMany(task => task.Shares.Values.Where(share => key is null || share.Member == key).Select(share => Show(task, share)))];
        }
    }

    /// <summary>The member sends it. What was cancelled, or sent before, stays as it is.</summary>
    /// <param name="only">Customers or groups the member picks, where the task allows a choice.</param>
    public void Confirm(string msgId, string member, IReadOnlyCollection<string>? only = null)
    {
        lock (_company.World.Gate)
            MassSending.Confirm(_company, _company.MassTasks[msgId], _company.MassTasks[msgId].Shares[_company.Member(member).Key], only);
    }

    /// <summary>The member says no on the phone. The company sees nothing but that it stays unsent.</summary>
    public void Decline(string msgId, string member)
    {
        lock (_company.World.Gate)
            _company.MassTasks[msgId].Shares[_company.Member(member).Key].Declined = true;
    }

    private static SandboxMassTask Show(MassTask task, MassShare share) => new(task.MsgId, share.Member, task.ToGroups, task.Text, task.Cancelled,
        share.Declined, share.Sent, task.Reminders.Count, [.. share.Results.Select(result => new SandboxMassResult(result.Key, result.Value.Status))]);
}

/// <param name="Sent">When the member confirmed; null while they have not.</param>
public sealed record SandboxMassTask(string MsgId, string Member, bool ToGroups, string Text, bool Cancelled, bool Declined, DateTimeOffset? Sent, int Reminders, IReadOnlyList<SandboxMassResult> Results);

/// <param name="Status">0 unsent, 1 sent, 2 not a friend, 3 quota used.</param>
public sealed record SandboxMassResult(string Id, int Status);
