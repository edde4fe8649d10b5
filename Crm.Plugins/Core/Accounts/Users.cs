using System.Security.Cryptography;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Accounts;

/// <summary>People who sign in. There is no user and no password until somebody creates one.</summary>
public sealed class Users(Database database, Writer writer, UserCache cache, CrmOptions options)
{
    /// <param name="caller">Null for the seeding of a demo store.</param>
    public async Task<User> CreateAsync(NewUser input, string? password, Caller? caller = null)
    {
        caller?.MustBe(Role.Admin);
        var (name, display, role) = (UserNames.Checked(input.UserName), Display(input.DisplayName ?? input.UserName), RoleOf(input.Role));
        var hash = Passwords.Hash(password);
        return User.From(await writer.WriteAsync(unit =>
        {
            var row = new UserRow(
                Ids.New(unit.Now), name, display, Words.Of(role), DealerOf(unit, role, input.DealerId), Locale(input.Locale), hash, NewStamp(), 1, unit.NowMs, 1);
            if (!UserStore.Add(unit, row)) throw ProblemException.Conflict("user-name-taken", "Another user has this name; names are unique.");
            Audit.Record(unit, caller?.Id ?? Audit.System, "user.created", row.Id, $"role {row.Role}");
            return row;
        }));
    }

    /// <summary>Absent members stay. A new password, role or dealer, or disabling the user, ends their sessions.</summary>
    public async Task<User> ChangeAsync(string id, UserChange change, IfMatch match, Caller caller)
    {
        caller.MustBe(Role.Admin);
        var hash = change.Password is null ? null : Passwords.Hash(change.Password);
        return User.From(await writer.WriteAsync(unit =>
        {
            var old = UserStore.Get(unit, id) ?? throw ProblemException.NotFound("user");
            match.Check(old.Version);
            var role = change.Role is null ? Words.Parse<Role>(old.Role) : RoleOf(change.Role);
            var row = old with
            {
                DisplayName = change.DisplayName is null ? old.DisplayName : Display(change.DisplayName),
                Role = Words.Of(role),
                DealerId = DealerOf(unit, role, change.DealerId ?? (role == Role.Dealer ? old.DealerId : null)),
                Locale = change.Locale is null ? old.Locale : Locale(change.Locale),
                PasswordHash = hash ?? old.PasswordHash,
                Active = change.Active is { } active ? active ? 1 : 0 : old.Active,
            };
            if (IsAdmin(old) && !IsAdmin(row) && !UserStore.IsAnotherAdmin(unit, id))
                throw ProblemException.Conflict("last-admin", "This is the last active administrator; make another one first.");
            return Save(unit, old, row, caller.Id);
        }));
    }

    /// <summary>Somebody has left: no more access from this transaction on. Nothing to do where it is so already.</summary>
    public void Deactivate(Unit unit, string id, string actor)
    {
        if (UserStore.Get(unit, id) is not { Active: 1 } old) return;
        if (IsAdmin(old) && !UserStore.IsAnotherAdmin(unit, id))
            throw ProblemException.Conflict("last-admin", "This is the last active administrator; make another one first.");
        Save(unit, old, old with { Active = 0 }, actor);
    }

    /// <summary>Signed-in people change their own password; the old one proves that it is really them.</summary>
    /// <returns>Null where <paramref name="current"/> is not their password.</returns>
    public async Task<User?> ChangeOwnPasswordAsync(Caller caller, string? current, string? password)
    {
        var user = await UserStore.GetAsync(database, caller.Id) ?? throw ProblemException.Forbidden();
        if (!Passwords.Fits(user.PasswordHash, current)) return null;
        var hash = Passwords.Hash(password);
        return User.From(await writer.WriteAsync(unit =>
        {
            var old = UserStore.Get(unit, caller.Id) ?? throw ProblemException.NotFound("user");
            return Save(unit, old, old with { PasswordHash = hash }, caller.Id);
        }));
    }

    /// <returns>Null where name or password is wrong or the user is disabled: the caller cannot tell which, not even by the time it takes.</returns>
    /// <param name="address">Where the try came from, for the audit; the password never goes there.</param>
    public async Task<User?> SignInAsync(string? userName, string? password, string? address = null)
    {
        var name = UserNames.Normal(userName);
        var user = await UserStore.FindAsync(database, name);
        if (!Passwords.Fits(user?.PasswordHash, password) || !user!.MaySignIn)
        {
            await writer.WriteAsync(unit => Audit.Record(unit, Audit.Stranger, "session.refused", user?.Id ?? "", $"name {name}, address {address ?? "unknown"}"));
            return null;
        }

        await writer.WriteAsync(unit => Audit.Record(unit, user.Id, "session.started", user.Id));
        return User.From(user);
    }

    public async Task<IReadOnlyList<User>> ListAsync(PageRequest page) =>
        [.. (await UserStore.ListAsync(database, page.Before, page.Take)).Select(User.From)];

    public async Task<User?> GetAsync(string id) => await UserStore.GetAsync(database, id) is { } row ? User.From(row) : null;

    private UserRow Save(Unit unit, UserRow old, UserRow row, string actor)
    {
        if (row.PasswordHash != old.PasswordHash || row.Role != old.Role || row.DealerId != old.DealerId || row.Active != old.Active)
            row = row with { Stamp = NewStamp() };
        if (!UserStore.Update(unit, row)) throw ProblemException.VersionConflict(old.Version);
        Audit.Record(unit, actor, "user.changed", row.Id, Changes(old, row));
        unit.AfterCommit(() => cache.Forget(row.Id));
        return row with { Version = old.Version + 1 };
    }

    private static string Changes(UserRow old, UserRow row) => string.Join(", ", new[]
    {
        row.DisplayName == old.DisplayName ? null : "name",
        row.Role == old.Role && row.DealerId == old.DealerId ? null : $"role {row.Role}",
        row.Locale == old.Locale ? null : "locale",
        row.PasswordHash == old.PasswordHash ? null : "password",
        row.Active == old.Active ? null : row.Active == 1 ? "enabled" : "disabled",
    }.OfType<string>());

    private static bool IsAdmin(UserRow user) => user.MaySignIn && user.Role == Words.Of(Role.Admin);

    private static Role RoleOf(string? word) =>
        Words.TryParse<Role>(word) ?? throw ProblemException.Invalid("bad-role", "role is admin, lead, agent or dealer.");

    private static string DealerOf(Unit unit, Role role, string? dealerId)
    {
        if (role != Role.Dealer && !string.IsNullOrEmpty(dealerId)) throw ProblemException.Invalid("bad-dealer", "Only the role dealer has a dealerId.");
        if (role != Role.Dealer) return "";
        return dealerId is not null && DealerStore.Name(unit, dealerId) is not null
            ? dealerId
            : throw ProblemException.Invalid("unknown-dealer", "The role dealer needs the dealerId of an existing dealer.");
    }

    private static string Display(string? name) => name?.Trim() is { Length: > 0 and <= 100 } text
        ? text
        : throw ProblemException.Invalid("bad-display-name", "displayName has 1 to 100 characters.");

    private string Locale(string? locale) => locale switch
    {
        null or "" => options.DefaultLocale,
        "zh-CN" or "en" => locale,
        _ => throw ProblemException.Invalid("bad-locale", "locale is zh-CN or en."),
    };

    private static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
