using Crm.Adapters.WeComSandbox.Api;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox;

/// <summary>Tags as somebody at the console changes them (3.6).</summary>
public sealed class SandboxTags
{
    private readonly Company _company;

    internal SandboxTags(Company company) => _company = company;

    /// <summary>All tags, by group.</summary>
    public IReadOnlyList<SandboxTag> All
    {
        get
        {
            lock (_company.World.Gate)
                return [.. _company.Tags.Groups.Values.SelectMany(group => group.Tags.Select(tag => new SandboxTag(tag.Id, tag.Name, group.Id, group.Name)))];
        }
    }

    /// <summary>Adds a tag, and its group where there is none of that name; gives the tag's id.</summary>
    public string Add(string groupName, string name)
    {
        lock (_company.World.Gate)
        {
            var group = _company.Tags.Named(groupName);
            if (group is null)
            {
                group = _company.Tags.AddGroup(groupName, 0, _company.Stamp);
                Tell(group.Id, "tag_group", "create");
            }

            var tag = TagLibrary.AddTag(group, name, 0, _company.Stamp);
            Tell(tag.Id, "tag", "create");
            return tag.Id;
        }
    }

    /// <summary>Renames a tag or a group.</summary>
    public Task<CallbackOutcome> Rename(string id, string name)
    {
        lock (_company.World.Gate)
        {
            if (_company.Tags.Groups.TryGetValue(id, out var group))
            {
                group.Name = name;
                return Tell(id, "tag_group", "update");
            }

            _company.Tags.Find(id)!.Value.Tag.Name = name;
            return Tell(id, "tag", "update");
        }
    }

    /// <summary>Deletes a tag or a group.</summary>
    public Task<CallbackOutcome> Delete(string id)
    {
        lock (_company.World.Gate)
        {
            var isGroup = _company.Tags.Groups.ContainsKey(id);
            TagCalls.Remove(_company, isGroup ? [] : [id], isGroup ? [id] : []);
            return Tell(id, isGroup ? "tag_group" : "tag", "delete");
        }
    }

    /// <summary>Puts the tags of a group, or all groups (null), in another order.</summary>
    public Task<CallbackOutcome> Shuffle(string? groupId)
    {
        lock (_company.World.Gate)
            return Tell(groupId ?? "", null, "shuffle");
    }

    private Task<CallbackOutcome> Tell(string id, string? type, string change) =>
        _company.Tell(app => app.Contacts, "change_external_tag", [("Id", id), ("TagType", type), ("ChangeType", change)]);
}

public sealed record SandboxTag(string Id, string Name, string GroupId, string GroupName);
