using Crm.Plugins.Contract;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links;

/// <summary>Makes, renames and removes tags; each change is true once the platform has it.</summary>
public sealed class TagCatalogue(Writer writer, Deliveries deliveries, IPluginReads plugins, ChannelTasks tasks, Events events) : IOperationHandler, IFactHandler
{
    internal Task<TagRow> CreateAsync(TagInput input, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        var (channel, account) = Account(input.Account);
        var (group, name) = (Text(input.Group, "group"), Text(input.Name, "name"));
        return writer.WriteAsync(unit =>
        {
            if (Tags.OfAccount(unit, channel, account).Any(tag => tag.GroupName == group && tag.Name == name && tag.State != "refused"))
                throw ProblemException.Conflict("tag-exists", "This group has a tag of this name already.");
            Audit.Record(unit, caller.Id, "tag.created", account);
            return Make(unit, channel, account, group, name);
        });
    }

    internal Task<TagRow> ChangeAsync(string id, string? name, IfMatch match, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        var checkedName = Text(name, "name");
        return writer.WriteAsync(unit => Send(unit, id, match, caller, "tag.renamed",
            tag => (tag with { Name = checkedName, State = "saving" }, new SaveTag(tag.PlatformId, tag.GroupId, tag.GroupName, checkedName))));
    }

    internal Task<TagRow> RemoveAsync(string id, IfMatch match, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return writer.WriteAsync(unit => Send(unit, id, match, caller, "tag.removed", tag => (tag with { State = "removing" }, new RemoveTag(tag.PlatformId))));
    }

    /// <summary>A tag that a rule wants and the platform does not have yet.</summary>
    internal TagRow Make(Unit unit, string channel, string account, string group, string name)
    {
        var groupId = Tags.OfAccount(unit, channel, account).FirstOrDefault(tag => tag.GroupName == group && tag.GroupId.Length > 0)?.GroupId;
        var operation = deliveries.TryAdd(unit, new NewOperation(channel, account, new SaveTag(null, groupId, group, name)) { Sequence = $"tags:{account}" });
        return Tags.Add(unit, channel, account, new ContactTag(groupId ?? "", group, "", name), "saving", operation);
    }

    public void Handle(Unit unit, FactContext context, ChannelFact fact)
    {
        if (fact is TagsChanged changed) tasks.Ask(unit, ReadTags.TaskKind, context.Channel, changed.Account, "");
    }

    public void Handle(Unit unit, DeliveryRow row, OperationRequest request, OperationResult result)
    {
        if (request is not (SaveTag or RemoveTag) || Tags.OfOperation(unit, row.Id) is not { } tag) return;
        // Unknown: reading the catalogue tells, and adopts what was made under this name.
        if (result is OperationResult.Unknown) tasks.Ask(unit, ReadTags.TaskKind, row.Channel, row.To, "");
        Tags.Save(unit, (request, result) switch
        {
            (SaveTag, OperationResult.Done { Answer: TagSaved saved }) => tag with { PlatformId = saved.TagId, GroupId = saved.GroupId, State = "live", Fault = "" },
            (SaveTag, OperationResult.Done) => tag with { State = "live", Fault = "" },
            (RemoveTag, OperationResult.Done) => tag with { State = "gone", Fault = "" },
            (_, OperationResult.Rejected rejected) => tag with { State = tag.PlatformId.Length > 0 ? "live" : "refused", Fault = rejected.Reason },
            _ => tag,
        });
        events.Add(unit, new NewEvent("tags.changed"));
    }

    private TagRow Send(Unit unit, string id, IfMatch match, Caller caller, string action, Func<TagRow, (TagRow Row, OperationRequest Request)> change)
    {
        var old = Tags.Get(unit, id) ?? throw ProblemException.NotFound("tag");
        match.Check(old.Version);
        if (!old.IsLive) throw ProblemException.Conflict("tag-not-ready", "The platform does not have this tag yet (or any more).").With("state", old.State);
        var (row, request) = change(old);
        row = row with { OperationId = deliveries.TryAdd(unit, new NewOperation(old.Channel, old.Account, request) { Sequence = $"tags:{old.Account}" })! };
        Tags.Save(unit, row);
        Audit.Record(unit, caller.Id, action, id);
        return row with { Version = old.Version + 1 };
    }

    private (string Channel, string Account) Account(string? name)
    {
        var able = plugins.With<IContactReads>().Where(known => name is null || known.Account.Key == name).ToList();
        return able is [var first, ..]
            ? (first.Channel, first.Account.Key)
            : throw ProblemException.Invalid("unknown-account", "account is one of a channel that knows tags; see /api/v1/plugins.");
    }

    private static string Text(string? text, string name) => text?.Trim() is { Length: > 0 and <= 30 } ok
        ? ok
        : throw ProblemException.Invalid($"bad-{name}", $"{name} has 1 to 30 characters.");
}

/// <param name="Account">May be left out where there is but one.</param>
public sealed record TagInput(string? Account, string? Group, string? Name);
