namespace Crm.Adapters.WeComSandbox.Platform;

internal enum TransferState
{
    Done = 1,
    Waiting = 2,
    Refused = 3,
    Limit = 4,
    None = 5,
}

/// <summary>One customer going from one member to another: done by itself after 24 hours, unless the customer refuses.</summary>
internal sealed class Transfer(Contact contact, string from, string to, bool resigned, DateTimeOffset begun)
{
    public static readonly TimeSpan Wait = TimeSpan.FromHours(24);

    public Contact Contact => contact;

    public string From => from;

    public string To => to;

    public bool Resigned => resigned;

    /// <summary>In the platform's time.</summary>
    public DateTimeOffset Begun => begun;

    public TransferState State { get; set; } = TransferState.Waiting;

    /// <summary>In the host's time.</summary>
    public DateTimeOffset? Done { get; set; }

    /// <summary>Once the 24 hours are over.</summary>
    public void Complete(Company company)
    {
        if (State != TransferState.Waiting)
            return;
        if (contact.Person.RefusesTransfers)
            Fail(company, TransferState.Refused);
        else if (company.Contacts.Values.Count(other => other.Followers.ContainsKey(to)) >= company.Members[to].MostCustomers)
            Fail(company, TransferState.Limit);
        else
            Move(company);
    }

    public Task<CallbackOutcome> Fail(Company company, TransferState why)
    {
        State = why;
        return company.TellContact("transfer_fail", to, contact, ("FailReason", why == TransferState.Refused ? "customer_refused" : "customer_limit_exceed"));
    }

    private void Move(Company company)
    {
        (State, Done) = (TransferState.Done, company.Stamp);
        if (!contact.Followers.TryGetValue(from, out var follow))
            return;
        contact.Followers.Remove(from);
        contact.Followers[to] = new Follow(follow.State, company.Stamp, half: false)
        {
            Remark = follow.Remark, Description = follow.Description, Company = follow.Company, Mobiles = follow.Mobiles,
            Tags = follow.Tags, AddWay = 202, AddedBy = to,
        };
        company.Show(contact, "system", "event", $"你的企业微信联系人已由 {company.Members[from].UserId} 变更为 {company.Members[to].UserId}", to);
        // That the old relation ends with this Source and the new one begins as an add is not confirmed (3.4 marks it [M]).
        company.TellContact("add_external_contact", to, contact);
        company.TellContact("del_external_contact", from, contact, ("Source", "DELETE_BY_TRANSFER"));
    }
}
