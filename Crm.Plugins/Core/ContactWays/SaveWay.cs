using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.ContactWays;

/// <summary>Makes, changes and removes contact ways; the platform follows through <see cref="KeepWay"/>.</summary>
public sealed class SaveWay(Writer writer, KeepWay keep, KeepPictures pictures, IPluginReads reads, CrmOptions options)
{
    private const int MostTries = 5;

    public Task<ContactWayRow> CreateAsync(ContactWayInput input, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return writer.WriteAsync(unit =>
        {
            var dealer = Dealer(unit, input.DealerId);
            var (channel, account) = Account(input.Account, dealer?.Code);
            var zone = dealer?.TimeZone ?? options.DefaultTimeZone;
            var way = Merge(unit, new ContactWayRow(
                Ids.New(unit.Now), "", dealer?.Id ?? "", "", "", channel, account, "", 0, 1, zone, "", "[]", 0, WayStatus.Pending, "", "", "", "", "", 0, 0, 0,
                unit.NowMs, 1), input);
            for (var tries = 1; ; tries++)
            {
                way = way with { State = WayState.Make(dealer?.Code, way.Campaign, $"{way.Id}:{tries}") };
                if (ContactWayStore.Add(unit, way)) break;
                if (tries == MostTries) throw new LostRaceException();
            }

            return Settle(unit, way, dealer);
        });
    }

    public Task<ContactWayRow> ChangeAsync(string id, ContactWayInput input, IfMatch match, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return writer.WriteAsync(unit =>
        {
            var old = Present(unit, id, match);
            if (input.DealerId is { } dealer && dealer != old.DealerId || input.Account is { } account && account != old.Account)
                throw ProblemException.Conflict("code-is-printed", "Dealer and account are part of the code that people scan; make a new contact way instead.");
            var way = Merge(unit, old, input);
            if (!ContactWayStore.Change(unit, way)) throw ProblemException.VersionConflict(old.Version);
            return Settle(unit, way with { Version = old.Version + 1 }, Dealer(unit, old.DealerId));
        });
    }

    /// <summary>Whoever still scans a printed copy is told by the platform that it is void; scans so far stay counted.</summary>
    public Task RemoveAsync(string id, IfMatch match, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return writer.WriteAsync(unit =>
        {
            var way = Present(unit, id, match);
            ContactWayStore.Keep(unit, way with { Status = WayStatus.Removed });
            keep.Remove(unit, way);
        });
    }

    private static ContactWayRow Present(Unit unit, string id, IfMatch match)
    {
        var way = ContactWayStore.Get(unit, id) ?? throw ProblemException.NotFound("contact way");
        match.Check(way.Version);
        return way.IsRemoved ? throw ProblemException.Conflict("contact-way-removed", "This contact way was removed; make a new one.") : way;
    }

    private ContactWayRow Settle(Unit unit, ContactWayRow way, DealerRow? dealer)
    {
        var texts = WelcomeRules.Render(JsonSerializer.Deserialize<List<WelcomeInput>>(way.Welcome, JsonSerializerOptions.Web)!, Values(way, dealer));
        WelcomeStore.Save(unit, way.Id, texts);
        pictures.Want(unit, way.Channel, way.Account, texts);
        keep.Run(unit, way.Id);
        return ContactWayStore.Get(unit, way.Id)!;
    }

    private static Dictionary<string, string> Values(ContactWayRow way, DealerRow? dealer) => new()
    {
        ["dealer"] = dealer?.Name ?? "", ["campaign"] = way.Campaign, ["group"] = way.AdviserGroup,
    };

    private static ContactWayRow Merge(Unit unit, ContactWayRow old, ContactWayInput input)
    {
        var way = old with
        {
            Name = input.Name is null && old.Name.Length > 0 ? old.Name : Text(input.Name, "name", 30),
            Campaign = input.Campaign is null && old.Campaign.Length > 0 ? old.Campaign : Text(input.Campaign, "campaign", 50),
            AdviserGroup = input.AdviserGroup?.Trim() ?? old.AdviserGroup,
            CreatesLead = input.CreatesLead is { } lead ? lead ? 1 : 0 : old.CreatesLead,
            SkipVerify = input.SkipVerify is { } skip ? skip ? 1 : 0 : old.SkipVerify,
            Plan = input.Plan is null && old.Plan.Length > 0 ? old.Plan : PlanJson.Write(PlanJson.Checked(input.Plan ?? new PlanInput(null, null, null, null), old.TimeZone)),
            Welcome = input.Welcome is null ? old.Welcome : JsonSerializer.Serialize(input.Welcome, JsonSerializerOptions.Web),
            ExpiresAt = input.ExpiresAt is null ? old.ExpiresAt : input.ExpiresAt.Length == 0 ? 0 : Instants.Parse(input.ExpiresAt, "expiresAt")!.Value,
        };
        if (way.AdviserGroup.Length > 50) throw ProblemException.Invalid("bad-adviser-group", "adviserGroup has at most 50 characters.");
        if (way.ExpiresAt > 0 && way.ExpiresAt != old.ExpiresAt && way.ExpiresAt <= unit.NowMs)
            throw ProblemException.Invalid("expired-already", "expiresAt lies in the past; leave it out for a code without an end.");
        return way;
    }

    private static DealerRow? Dealer(Unit unit, string? id) => string.IsNullOrEmpty(id)
        ? null
        : DealerStore.Get(unit, id) ?? throw ProblemException.Invalid("unknown-dealer", "dealerId names no dealer; leave it out for a code of the maker.");

    /// <summary>As named; else the dealer's own account, else the only one that can make codes.</summary>
    private (string Channel, string Account) Account(string? wanted, string? dealerCode)
    {
        var able = reads.With(AccountReads.Contacts).ToList();
        var found = wanted is { Length: > 0 }
            ? able.Where(a => a.Account.Key == wanted).ToList()
            : able.Where(a => dealerCode is not null && a.Account.Dealer == dealerCode).ToList();
        if (found.Count == 0 && string.IsNullOrEmpty(wanted)) found = [.. able.Where(a => a.Account.Dealer is null)];
        return found.Count switch
        {
            1 => (found[0].Channel, found[0].Account.Key),
            0 => throw ProblemException.Invalid("unknown-account", "There is no such account that can make codes; GET /api/v1/contact-ways/accounts lists them."),
            _ => throw ProblemException.Invalid("account-required", "Several accounts can make codes: name one in account; GET /api/v1/contact-ways/accounts lists them."),
        };
    }

    private static string Text(string? value, string name, int most) => value?.Trim() is { Length: > 0 } text && text.Length <= most
        ? text
        : throw ProblemException.Invalid("missing-" + name, $"{name} is required and has at most {most} characters.");
}

/// <summary>Body of POST and PATCH; absent members keep what is there or take the default.</summary>
/// <param name="DealerId">Absent = the maker. Like <paramref name="Account"/> it cannot be changed later.</param>
/// <param name="Plan">Replaces the whole plan.</param>
/// <param name="Welcome">Replaces all texts.</param>
/// <param name="ExpiresAt">ISO 8601; empty = no end. From then on the backup serves.</param>
/// <param name="CreatesLead">A scan alone makes a lead.</param>
public sealed record ContactWayInput(
    string? Name, string? DealerId, string? Campaign, string? AdviserGroup, string? Account, bool? CreatesLead, bool? SkipVerify, PlanInput? Plan,
    IReadOnlyList<WelcomeInput>? Welcome, string? ExpiresAt);
