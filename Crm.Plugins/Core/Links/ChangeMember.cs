using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links;

/// <summary>Says who a member is in the CRM and whom they serve. A user of a dealer brings the dealer along.</summary>
public sealed class ChangeMember(Writer writer)
{
    public Task<MemberRow> RunAsync(string id, MemberChange change, IfMatch match, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return writer.WriteAsync(unit =>
        {
            var old = Members.Get(unit, id) ?? throw ProblemException.NotFound("member");
            match.Check(old.Version);
            var user = change.UserId is { Length: > 0 } userId
                ? UserStore.Get(unit, userId) ?? throw ProblemException.Invalid("unknown-user", "userId is the id of an existing user.")
                : null;
            var dealer = change.DealerId ?? (user is null ? old.DealerId : user.DealerId);
            if (dealer.Length > 0 && DealerStore.Name(unit, dealer) is null)
                throw ProblemException.Invalid("unknown-dealer", "dealerId is the id of an existing dealer.");
            if (user is { DealerId.Length: > 0 } && user.DealerId != dealer)
                throw ProblemException.Invalid("dealer-mismatch", "This user belongs to another dealer; leave dealerId out to take the user's.");
            var name = change.Name?.Trim() ?? old.Name;
            if (name.Length > 100) throw ProblemException.Invalid("bad-name", "name has at most 100 characters.");
            var row = old with { Name = name, UserId = change.UserId ?? old.UserId, DealerId = dealer };
            if (!Members.Save(unit, row)) throw ProblemException.VersionConflict(old.Version);
            Audit.Record(unit, caller.Id, "member.changed", id, "mapping");
            return row with { Version = old.Version + 1 };
        });
    }
}

/// <summary>Absent members stay as they are; an empty text takes the value away.</summary>
public sealed record MemberChange(string? Name = null, string? UserId = null, string? DealerId = null);
