using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;

namespace Crm.Plugins.Core.Accounts;

/// <summary>A user as the rest of the product sees them: without the password's hash.</summary>
/// <param name="Stamp">For sessions; never shown.</param>
public sealed record User(
    string Id, string UserName, string DisplayName, Role Role, string? DealerId, string Locale, bool Active, string Stamp, long CreatedAt, long Version)
{
    internal static User From(UserRow row) => new(
        row.Id, row.UserName, row.DisplayName, Words.Parse<Role>(row.Role), row.DealerId.Length == 0 ? null : row.DealerId, row.Locale,
        row.MaySignIn, row.Stamp, row.CreatedAt, row.Version);
}

/// <param name="Role">admin, lead, agent or dealer.</param>
/// <param name="DealerId">For the role dealer only.</param>
/// <param name="Locale">zh-CN or en; without it the default of the installation.</param>
public sealed record NewUser(string? UserName, string? DisplayName, string? Role, string? DealerId = null, string? Locale = null);

/// <summary>Absent members stay as they are.</summary>
public sealed record UserChange(
    string? DisplayName = null, string? Role = null, string? DealerId = null, string? Locale = null, string? Password = null, bool? Active = null);
