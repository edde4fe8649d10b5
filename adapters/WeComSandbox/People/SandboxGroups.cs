using System.Security.Cryptography;
using Crm.Adapters.WeComSandbox.Platform;
using Crm.Adapters.WeComSandbox.Wire;

namespace Crm.Adapters.WeComSandbox;

/// <summary>Customer groups, as people make, join and leave them (3.5).</summary>
public sealed class SandboxGroups
{
    private const int ByCode = 3;
    private readonly Company _company;

    internal SandboxGroups(Company company) => _company = company;

    /// <summary>The groups that are there, oldest first.</summary>
    public IReadOnlyList<SandboxGroup> All
    {
        get { lock (_company.World.Gate) return [.. _company.Groups.Values.Where(group => !group.Dismissed).Select(Show)]; }
    }

    /// <summary>The codes that customers may scan to join.</summary>
    public IReadOnlyList<SandboxJoinCode> Codes
    {
        get { lock (_company.World.Gate) return [.. _company.JoinWays.Values.Select(way => new SandboxJoinCode(way.ConfigId, way.Address, way.Remark, way.State, way.ChatIds))]; }
    }

    /// <summary>A member opens a group with colleagues and customers; gives its chat_id.</summary>
    public string Create(string owner, string name, IEnumerable<string>? members = null, IEnumerable<string>? customers = null)
    {
        lock (_company.World.Gate)
        {
            var group = New(_company.Member(owner).Key, name);
            foreach (var member in members ?? [])
                Put(group, _company.Member(member).Key, 1, 1, group.Owner, null);
            foreach (var customer in customers ?? [])
                Put(group, _company.Known(customer).Id, 2, 1, group.Owner, null);
            Tell(group, "create");
            return group.ChatId;
        }
    }

    /// <summary>A member invites a customer.</summary>
    public Task<CallbackOutcome> Invite(string chatId, string customerId, string? member = null)
    {
        lock (_company.World.Gate)
        {
            var group = _company.Groups[chatId];
            return Join(group, _company.Known(customerId), 1, member is null ? group.Owner : _company.Member(member).Key, null);
        }
    }

    /// <summary>A customer scans a code to join, named by its config_id or its qr_code. Full groups pass on to the next, or to a new one.</summary>
    public Task<CallbackOutcome> Scan(string customerId, string code)
    {
        lock (_company.World.Gate)
        {
            if (_company.JoinWays.Values.FirstOrDefault(way => way.ConfigId == code || way.Address == code) is not { } way)
                return Task.FromResult(CallbackOutcome.Lost);
            var contact = _company.Known(customerId);
            var groups = way.ChatIds.Select(id => _company.Groups[id]).Where(group => !group.Dismissed).ToArray();
            if (groups.FirstOrDefault(group => group.Members.Count < GroupChat.MostMembers) is { } free)
                return Join(free, contact, ByCode, null, way.State);
            if (!way.OpensNewRoom || groups.Length == 0)
                return Task.FromResult(CallbackOutcome.Lost);
            var group = New(groups[0].Owner, $"{(way.RoomName.Length > 0 ? way.RoomName : groups[0].Name)}{way.FirstRoomNumber}");
            _company.JoinWays[way.ConfigId] = way with { FirstRoomNumber = way.FirstRoomNumber + 1, ChatIds = [.. way.ChatIds.Take(4), group.ChatId] };
            Tell(group, "create");
            return Join(group, contact, ByCode, null, way.State);
        }
    }

    /// <summary>Somebody leaves, or is removed: a customer, or a member by their user id.</summary>
    public Task<CallbackOutcome> Leave(string chatId, string id, bool removed = false)
    {
        lock (_company.World.Gate)
        {
            var group = _company.Groups[chatId];
            var key = _company.Members.ContainsKey(id.ToLowerInvariant()) ? id.ToLowerInvariant() : _company.Known(id).Id;
            return group.Members.Remove(key)
                ? Update(group, "del_member", [("QuitScene", removed ? "1" : "0"), ("MemChangeCnt", "1")], [key])
                : Task.FromResult(CallbackOutcome.Lost);
        }
    }

    public Task<CallbackOutcome> Rename(string chatId, string name) => Change(chatId, "change_name", group => group.Name = name);

    public Task<CallbackOutcome> SetNotice(string chatId, string notice) => Change(chatId, "change_notice", group => group.Notice = notice);

    public Task<CallbackOutcome> ChangeOwner(string chatId, string member) => Change(chatId, "change_owner", group =>
    {
        group.Owner = _company.Member(member).Key;
        group.Members.TryAdd(group.Owner, new GroupMember(group.Owner, 1, _company.Stamp, 1, null, null));
    });

    public Task<CallbackOutcome> Dismiss(string chatId)
    {
        lock (_company.World.Gate)
        {
            var group = _company.Groups[chatId];
            group.Dismissed = true;
            return Tell(group, "dismiss");
        }
    }

    /// <summary>A line in the group. The platform shows it to no API and tells nobody.</summary>
    /// <param name="from">A customer, or a member by their user id.</param>
    public void Write(string chatId, string from, string text)
    {
        lock (_company.World.Gate)
        {
            var ours = _company.Members.ContainsKey(from.ToLowerInvariant());
            foreach (var member in _company.Groups[chatId].Members.Values.Where(member => member.Type == 2))
            {
                var contact = _company.Contacts[member.Id];
                var own = !ours && _company.Known(from) == contact;
                _company.Show(contact, own ? "customer" : "staff", "text", own || ours ? text : $"{_company.Known(from).Customer.Name}：{text}", chatId);
            }
        }
    }

    private GroupChat New(string owner, string name)
    {
        var group = new GroupChat("wr" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 30), _company.Stamp) { Name = name, Owner = owner };
        _company.Groups[group.ChatId] = group;
        Put(group, owner, 1, 1, null, null);
        return group;
    }

    private void Put(GroupChat group, string id, int type, int scene, string? invitor, string? state)
    {
        group.Members[id] = new GroupMember(id, type, _company.Stamp, scene, invitor, state);
        if (type == 2)
            _company.Show(_company.Contacts[id], "system", "event", "已加入群聊：" + group.Name, group.ChatId);
    }

    private Task<CallbackOutcome> Join(GroupChat group, Contact contact, int scene, string? invitor, string? state)
    {
        if (group.Dismissed || group.Members.ContainsKey(contact.Id) || group.Members.Count >= GroupChat.MostMembers)
            return Task.FromResult(CallbackOutcome.Lost);
        Put(group, contact.Id, 2, scene, invitor, state);
        // 0 stands for an invitation here, 1 in groupchat/get.
        return Update(group, "add_member", [("JoinScene", scene == ByCode ? "3" : "0"), ("MemChangeCnt", "1")], [contact.Id]);
    }

    private Task<CallbackOutcome> Change(string chatId, string detail, Action<GroupChat> act)
    {
        lock (_company.World.Gate)
        {
            act(_company.Groups[chatId]);
            return Update(_company.Groups[chatId], detail, [], []);
        }
    }

    private Task<CallbackOutcome> Update(GroupChat group, string detail, (string Name, string? Value)[] more, string[] changed)
    {
        var before = group.Version;
        group.Change();
        return _company.Tell(app => app.Contacts, "change_external_chat",
            [("ChatId", group.ChatId), ("ChangeType", "update"), ("UpdateDetail", detail), .. more, ("LastMemVer", before), ("CurMemVer", group.Version)],
            changed.Length == 0 ? [] : [CallbackXml.List("MemChangeList", "Item", changed)]);
    }

    private Task<CallbackOutcome> Tell(GroupChat group, string change) =>
        _company.Tell(app => app.Contacts, "change_external_chat", [("ChatId", group.ChatId), ("ChangeType", change)]);

    private static SandboxGroup Show(GroupChat group) => new(group.ChatId, group.Name, group.Owner, group.Notice, group.Created,
        [.. group.Members.Values.Select(member => new SandboxGroupMember(member.Id, member.Type == 2, member.JoinScene, member.State))]);
}

public sealed record SandboxGroup(string ChatId, string Name, string Owner, string Notice, DateTimeOffset Created, IReadOnlyList<SandboxGroupMember> Members);

public sealed record SandboxGroupMember(string Id, bool IsCustomer, int JoinScene, string? State);

/// <summary>A code to join a group.</summary>
public sealed record SandboxJoinCode(string ConfigId, string Address, string Remark, string? State, IReadOnlyList<string> ChatIds);
