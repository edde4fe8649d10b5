using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Staff;

/// <summary>One of our people on a channel, as far as work can be brought to them there.</summary>
/// <param name="Account">The channel's account that reaches them; a dealer's own company has its own.</param>
/// <param name="Id">By the platform, in lower case.</param>
/// <param name="DealerId">Null = the maker's own people.</param>
/// <param name="UserId">Who they are at the desk or portal; null where they never sign in.</param>
/// <param name="IsManager">Asked when no adviser answers.</param>
/// <param name="Phone">E.164, for a text message where the channel does not reach them; null = unknown.</param>
public sealed record StaffMember(
    string Channel, string Account, string Id, string Name, string Locale, string? DealerId, string? UserId, Role Role, bool IsManager, bool OnDuty,
    string? Phone = null)
{
    /// <summary>What they do counts as done by their user, else by the member.</summary>
    public Caller Caller => new(UserId ?? $"member:{Account}:{Id}", Name, Role, DealerId, IsAutomation: false);
}

/// <summary>Who is who on the channels. Only members mapped to a user or a dealer are known here.</summary>
public interface IStaffDirectory
{
    /// <summary>False while nobody can be reached, so that nothing is prepared for nobody.</summary>
    bool Any(Unit unit);

    StaffMember? Find(Unit unit, string channel, string account, string member);

    StaffMember? OfUser(Unit unit, string userId);

    IReadOnlyList<StaffMember> OfDealer(Unit unit, string dealerId);

    /// <summary>The maker's own people who take calls and complaints.</summary>
    IReadOnlyList<StaffMember> OfDesk(Unit unit);
}
