using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox;

/// <summary>Customers and members adding, noting and deleting each other (3.4).</summary>
public sealed class SandboxContacts
{
    private readonly Company _company;

    internal SandboxContacts(Company company) => _company = company;

    /// <summary>Adds a member. Somebody who has added them already causes nothing.</summary>
    /// <param name="state">The contact way's state, at most 30 characters.</param>
    /// <param name="half">The customer may write at once, the member has yet to accept.</param>
    public Task<CallbackOutcome> Add(string customerId, string? state = null, string? member = null, bool half = false)
    {
        if (state?.Length > 30)
            throw new ArgumentException("A state has at most 30 characters.", nameof(state));
        lock (_company.World.Gate)
            return Add(_company.Known(customerId), state, Key(member), half);
    }

    /// <summary>Scans a code of ours, named by its config_id or its qr_code. A code that is gone or over causes nothing.</summary>
    public Task<CallbackOutcome> Scan(string customerId, string code)
    {
        lock (_company.World.Gate)
        {
            var way = _company.ContactWays.Values.FirstOrDefault(way => way.ConfigId == code || way.Address == code);
            if (way is null || way.Until < _company.Now || way.Next(_company) is not { } member)
                return Task.FromResult(CallbackOutcome.Lost);
            return Add(_company.Known(customerId), string.IsNullOrEmpty(way.State) ? null : way.State, member.Key, half: !way.SkipVerify);
        }
    }

    /// <summary>The member accepts a customer who was half added. Their code for a welcome was given at the half.</summary>
    public Task<CallbackOutcome> Accept(string customerId, string? member = null)
    {
        lock (_company.World.Gate)
        {
            var (contact, key) = (_company.Known(customerId), Key(member));
            if (!contact.Followers.TryGetValue(key, out var follow) || !follow.Half)
                return Task.FromResult(CallbackOutcome.Lost);
            contact.Followers[key] = NewFollow(contact, follow.State, half: false);
            return _company.TellContact("add_external_contact", key, contact, ("State", follow.State));
        }
    }

    /// <summary>The customer deletes the member.</summary>
    public Task<CallbackOutcome> DeleteMember(string customerId, string? member = null)
    {
        lock (_company.World.Gate)
        {
            var (contact, key) = (_company.Known(customerId), Key(member));
            if (!contact.Followers.Remove(key))
                return Task.FromResult(CallbackOutcome.Lost);
            _company.Show(contact, "system", "event", "已删除企业微信：" + key, key);
            return _company.TellContact("del_follow_user", key, contact);
        }
    }

    /// <summary>The member deletes the customer.</summary>
    public Task<CallbackOutcome> DeleteCustomer(string customerId, string? member = null)
    {
        lock (_company.World.Gate)
        {
            var (contact, key) = (_company.Known(customerId), Key(member));
            return contact.Followers.Remove(key) ? _company.TellContact("del_external_contact", key, contact) : Task.FromResult(CallbackOutcome.Lost);
        }
    }

    /// <summary>The member notes something about the customer; null leaves as it is.</summary>
    public Task<CallbackOutcome> EditRemark(string customerId, string? remark = null, string? description = null, string? member = null)
    {
        lock (_company.World.Gate)
        {
            var (contact, follow, key) = Following(customerId, member);
            (follow.Remark, follow.Description) = (remark ?? follow.Remark, description ?? follow.Description);
            return _company.TellContact("edit_external_contact", key, contact);
        }
    }

    /// <summary>The member notes telephone numbers: the one edit that tells nobody (3.4).</summary>
    public void EditMobiles(string customerId, IReadOnlyList<string> mobiles, string? member = null)
    {
        lock (_company.World.Gate)
            Following(customerId, member).Follow.Mobiles = [.. mobiles];
    }

    /// <summary>The member puts tags on and takes tags off, by their ids.</summary>
    public Task<CallbackOutcome> MarkTags(string customerId, IEnumerable<string> add, IEnumerable<string> remove, string? member = null)
    {
        lock (_company.World.Gate)
        {
            var (contact, follow, key) = Following(customerId, member);
            follow.Tags.ExceptWith(remove);
            follow.Tags.UnionWith(add.Where(id => _company.Tags.Find(id) is not null));
            return _company.TellContact("edit_external_contact", key, contact);
        }
    }

    /// <summary>A line of the private chat between customer and member. The platform shows it to no API and tells nobody.</summary>
    public void Chat(string customerId, string text, bool fromCustomer, string? member = null)
    {
        lock (_company.World.Gate)
        {
            var (contact, key) = (_company.Known(customerId), Key(member));
            if (!contact.Followers.TryGetValue(key, out var follow))
                return;
            follow.LastTalk = _company.Now;
            contact.HasWritten |= fromCustomer;
            _company.Show(contact, fromCustomer ? "customer" : "staff", "text", text, key);
        }
    }

    /// <summary>The customer refuses to go to another member, while the 24 hours run.</summary>
    public Task<CallbackOutcome> RefuseTransfer(string customerId)
    {
        lock (_company.World.Gate)
        {
            var contact = _company.Known(customerId);
            return _company.Transfers.Find(transfer => transfer.Contact == contact && transfer.State == TransferState.Waiting) is { } waiting
                ? waiting.Fail(_company, TransferState.Refused)
                : Task.FromResult(CallbackOutcome.Lost);
        }
    }

    /// <summary>How this person takes things from now on. Null leaves as it is.</summary>
    public void SetHabits(string customerId, bool? refusesTransfers = null, bool? silent = null)
    {
        lock (_company.World.Gate)
        {
            var person = _company.Known(customerId).Person;
            person.RefusesTransfers = refusesTransfers ?? person.RefusesTransfers;
            person.IsSilent = silent ?? person.IsSilent;
        }
    }

    /// <summary>Which members the customer has added, oldest first.</summary>
    public IReadOnlyList<SandboxFollow> Of(string customerId)
    {
        lock (_company.World.Gate)
            return [.. _company.Known(customerId).Followers.Select(follow => new SandboxFollow(follow.Key, follow.Value.State, follow.Value.Half, follow.Value.Remark, [.. follow.Value.Tags], follow.Value.Since))];
    }

    /// <summary>The codes that customers may scan, newest last.</summary>
    public IReadOnlyList<SandboxCode> Codes
    {
        get { lock (_company.World.Gate) return [.. _company.ContactWays.Values.Select(way => new SandboxCode(way.ConfigId, way.Address, way.Remark, way.State, [.. way.Users], way.Until))]; }
    }

    private Task<CallbackOutcome> Add(Contact contact, string? state, string member, bool half)
    {
        if (contact.Followers.TryGetValue(member, out var known) && known.Half == half)
            return Task.FromResult(CallbackOutcome.Lost);
        contact.Followers.Remove(member);
        contact.Followers[member] = NewFollow(contact, state, half);
        contact.HasWritten = false;
        var code = _company.Faults.ConsoleWelcome ? null : _company.Codes.Issue(CodeKind.ContactWelcome, contact.Id, dead: _company.Faults.TakeExpiredCode());
        _company.Show(contact, "system", "event", "已添加企业微信：" + member, member);
        return _company.TellContact(half ? "add_half_external_contact" : "add_external_contact", member, contact, ("State", state), ("WelcomeCode", code));
    }

    private Follow NewFollow(Contact contact, string? state, bool half) => new(state, _company.Stamp, half) { Remark = contact.Customer.Name, AddedBy = "", LastTalk = _company.Now };

    private (Contact Contact, Follow Follow, string Key) Following(string customerId, string? member)
    {
        var (contact, key) = (_company.Known(customerId), Key(member));
        return contact.Followers.TryGetValue(key, out var follow) ? (contact, follow, key) : throw new ArgumentException("They do not know each other.", nameof(customerId));
    }

    private string Key(string? member) => member is null ? _company.Working.First().Key : _company.Member(member).Key;
}

/// <summary>One of our members on a customer's phone.</summary>
public sealed record SandboxFollow(string Member, string? State, bool Half, string Remark, IReadOnlyList<string> Tags, DateTimeOffset Since);

/// <summary>A code to scan.</summary>
public sealed record SandboxCode(string ConfigId, string Address, string Remark, string? State, IReadOnlyList<string> Members, DateTimeOffset? Until);
