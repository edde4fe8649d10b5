using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Links;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Staff;

/// <summary>Who is who on the channels. Only members mapped to a user or a dealer are known here, and none who left.</summary>
public sealed class StaffDirectory(CrmOptions options)
{
    /// <summary>False while nobody can be reached, so that nothing is prepared for nobody.</summary>
    public static bool Any(Unit unit) => Members.Any(unit);

    public StaffMember? Find(Unit unit, string channel, string account, string member) =>
        Members.Find(unit, channel, account, member.ToLowerInvariant()) is { State: "active" } row ? Of(unit, row) : null;

    public StaffMember? OfUser(Unit unit, string userId) => Of(unit, Members.OfUser(unit, userId)).FirstOrDefault();

    public IReadOnlyList<StaffMember> OfDealer(Unit unit, string dealerId) => Of(unit, Members.OfDealer(unit, dealerId));

    /// <summary>The maker's own people who take calls and complaints.</summary>
    public IReadOnlyList<StaffMember> OfDesk(Unit unit) => Of(unit, Members.OfMaker(unit));

    private List<StaffMember> Of(Unit unit, IReadOnlyList<MemberRow> rows) => [.. rows.Select(row => Of(unit, row)).OfType<StaffMember>()];

    private StaffMember? Of(Unit unit, MemberRow row)
    {
        var user = row.UserId.Length == 0 ? null : UserStore.Get(unit, row.UserId);
        var dealer = row.DealerId.Length > 0 ? row.DealerId : null;
        // A user who may not sign in may not act on a phone either.
        if (user is null ? dealer is null : !user.MaySignIn) return null;
        var role = dealer is not null ? Role.Dealer : Words.Parse<Role>(user!.Role);
        var duty = DutyStore.Get(unit, row.Id);
        var name = row.Name.Length > 0 ? row.Name : user?.DisplayName ?? row.MemberId;
        return new StaffMember(row.Channel, row.Account, row.MemberId, name, Locale(duty, user), dealer, user?.Id, role,
            duty is null ? role is Role.Lead or Role.Admin : duty.IsManager == 1, duty is null || duty.OnDuty == 1, duty is { Phone.Length: > 0 } ? duty.Phone : null);
    }

    private string Locale(DutyRow? duty, UserRow? user) =>
        duty is { Locale.Length: > 0 } ? duty.Locale : user is { Locale.Length: > 0 } ? user.Locale : options.DefaultLocale;
}
