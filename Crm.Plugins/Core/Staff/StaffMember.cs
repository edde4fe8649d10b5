using Crm.Plugins.Core.Shared.Api;

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
