using Crm.Plugins.Contract;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links;

/// <summary>Changes remark and tags of a link: noted here as on its way, queued, and true once the platform has it.</summary>
public sealed class ChangeLink(Writer writer, Deliveries deliveries, LinkOptions options)
{
    public Task<LinkRow> RunAsync(string id, LinkChange input, IfMatch match, Caller caller)
    {
        if (input.Remark?.Length > options.RemarkLength)
            throw ProblemException.Invalid("remark-too-long", $"remark has at most {options.RemarkLength} characters.");
        if (input.Description?.Length > 150) throw ProblemException.Invalid("description-too-long", "description has at most 150 characters.");
        return writer.WriteAsync(unit =>
        {
            var row = Mine(unit, id, caller);
            match.Check(row.Version);
            if (!row.IsLinked) throw ProblemException.Conflict("not-linked", "This customer and this member are not linked (any more); nothing can be changed there.").With("state", row.State);
            row = Tag(unit, row, Tags.PlatformIds(unit, row, input.AddTags), Tags.PlatformIds(unit, row, input.RemoveTags));
            if (input.Remark is not null || input.Description is not null) row = Remark(unit, row, input.Remark, input.Description);
            Audit.Record(unit, caller.Id, "link.changed", id);
            return row;
        });
    }

    /// <summary>Queues what differs from what the platform will have once all before it has run.</summary>
    internal LinkRow Tag(Unit unit, LinkRow row, IReadOnlyCollection<string> add, IReadOnlyCollection<string> remove)
    {
        if (row.Wanting(add, remove) is not { } wanted) return row;
        var has = row.EffectiveTags;
        Queue(unit, row, new ChangeTags(row.MemberId, row.Contact, [.. add.Except(remove).Except(has)], [.. remove.Intersect(has)]));
        return LinkStore.Save(unit, wanted);
    }

    /// <summary>Where the member has noted no name of their own, the customer's and what they ask for help them to find the chat.</summary>
    internal LinkRow NameIfEmpty(Unit unit, LinkRow row)
    {
        if (!options.NameWhenEmpty || row.Remark.Length > 0 || row.WantedRemark.Length > 0 || row.Fault.Length > 0) return row;
        if (CustomerStore.Contact(unit, row.CustomerId)?.Name is not { Length: > 0 } name) return row;
        var series = LeadStore.OfCustomer(unit, row.CustomerId).Where(lead => LeadStages.IsOpen(Words.Parse<LeadStage>(lead.Stage)))
            .Select(lead => lead.Series.Length > 0 ? lead.Series : lead.Brand).FirstOrDefault(text => text.Length > 0);
        var remark = series is null ? name : $"{name} {series}";
        return Remark(unit, row, remark.Length <= options.RemarkLength ? remark : remark[..options.RemarkLength], null);
    }

    private LinkRow Remark(Unit unit, LinkRow row, string? remark, string? description)
    {
        Queue(unit, row, new SetRemark(row.MemberId, row.Contact, remark, description));
        return LinkStore.Save(unit, row with { WantedRemark = remark ?? row.WantedRemark });
    }

    private void Queue(Unit unit, LinkRow row, OperationRequest request) => deliveries.TryAdd(unit,
        new NewOperation(row.Channel, row.Account, request) { Sequence = $"link:{row.Id}", CustomerId = row.CustomerId });

    private static LinkRow Mine(Unit unit, string id, Caller caller)
    {
        var row = LinkStore.Get(unit, id) ?? throw ProblemException.NotFound("link");
        if (caller.DealerId is { } own && Members.Find(unit, row.Channel, row.Account, row.MemberId)?.DealerId != own) throw ProblemException.NotFound("link");
        return row;
    }
}

/// <summary>Absent members stay as they are. Tags are named by our ids.</summary>
public sealed record LinkChange(
    string? Remark = null, string? Description = null, IReadOnlyList<string>? AddTags = null, IReadOnlyList<string>? RemoveTags = null);
