using Crm.Plugins.Core.Links;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Staff;

/// <summary>Who is on duty, who is a manager, and how else to reach them.</summary>
internal static class DutyStore
{
    private const string OneSql = """
        select member_id, on_duty, is_manager, coalesce(phone, '') as phone, coalesce(locale, '') as locale, version from staff_duty where member_id = @id
        """;

    private const string SaveSql = """
        insert into staff_duty (member_id, on_duty, is_manager, phone, locale) values (@id, @on_duty, @is_manager, @phone, @locale)
        on conflict (member_id) do update set on_duty = excluded.on_duty, is_manager = excluded.is_manager, phone = excluded.phone,
            locale = excluded.locale, version = staff_duty.version + 1
        """;

    public static DutyRow? Get(Unit unit, string memberId) => unit.First<DutyRow>(OneSql, new { id = memberId });

    public static Task<DutyRow?> GetAsync(Database database, string memberId) => database.FirstAsync<DutyRow>(OneSql, new { id = memberId });

    /// <summary>Absent parts stay. A dealer changes its own people, the maker's leads everybody.</summary>
    public static DutyRow Change(Unit unit, string memberId, DutyInput input, Caller caller, CrmOptions options)
    {
        if (!caller.IsDealer) caller.MustBe(Role.Admin, Role.Lead);
        var member = Members.Get(unit, memberId);
        if (member is null || (caller.DealerId is { } own && member.DealerId != own)) throw ProblemException.NotFound("member");
        var old = Get(unit, memberId) ?? new DutyRow(memberId, 1, 0, "", "", 0);
        var phone = input.Phone is null or "" ? input.Phone ?? old.Phone
            : PhoneNumbers.TryParse(input.Phone, options.DefaultRegion, out var parsed) ? parsed.E164
            : throw ProblemException.Invalid("bad-phone", "phone is a number that can be called, such as +8613800138000.");
        if (input.Locale is not (null or "" or "zh-CN" or "en")) throw ProblemException.Invalid("bad-locale", "locale is zh-CN or en.");
        var row = old with { OnDuty = Flag(input.OnDuty, old.OnDuty), IsManager = Flag(input.IsManager, old.IsManager), Phone = phone, Locale = input.Locale ?? old.Locale };
        unit.Add(SaveSql, ("id", memberId), ("on_duty", row.OnDuty), ("is_manager", row.IsManager), ("phone", row.Phone.Length == 0 ? null : row.Phone),
            ("locale", row.Locale.Length == 0 ? null : row.Locale));
        return row with { Version = old.Version + 1 };
    }

    private static long Flag(bool? given, long old) => given is { } value ? value ? 1 : 0 : old;
}

/// <param name="Phone">E.164; empty = unknown.</param>
internal sealed record DutyRow(string MemberId, long OnDuty, long IsManager, string Phone, string Locale, long Version);

/// <summary>Absent members stay as they are.</summary>
public sealed record DutyInput(bool? OnDuty = null, bool? IsManager = null, string? Phone = null, string? Locale = null);
