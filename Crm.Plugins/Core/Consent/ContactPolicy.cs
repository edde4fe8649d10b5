using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.Consent;

/// <summary>Why a message is refused. Stable codes, kept with the verdict.</summary>
public static class ContactReasons
{
    /// <summary>No record is a no (P-02).</summary>
    public const string NoConsent = "no-consent";
    /// <summary>The customer took the consent back.</summary>
    public const string Stopped = "stopped";
    public const string Complaint = "complaint";
    public const string NotInterested = "not-interested";
    public const string Quiet = "quiet";
    public const string CapDay = "cap-day";
    public const string CapWeek = "cap-week";
    public const string CapMonth = "cap-month";
    public const string CapChannel = "cap-channel";
    public const string Household = "household";
    /// <summary>The platform's own quota for this customer is used up.</summary>
    public const string Quota = "quota";
}

public enum ConsentState
{
    None,
    Given,
    Withdrawn,
}

/// <summary>What is known about one customer at the moment of the question.</summary>
/// <param name="FrozenUntil">A complaint: <see cref="DateTimeOffset.MaxValue"/> while it is open; null without one.</param>
/// <param name="Own">Messages that count, sent or planned.</param>
/// <param name="Household">The same of others who share a phone number.</param>
public sealed record ContactFacts(
    ConsentState Consent, DateTimeOffset? FrozenUntil, DateTimeOffset? NotInterestedAt, string TimeZone,
    IReadOnlyList<CountedContact> Own, IReadOnlyList<CountedContact> Household);

public sealed record CountedContact(DateTimeOffset At, string Channel, string? QuotaKey);

/// <summary>The rules of the gate, without I/O: P-11, C-12, P-04.</summary>
public static class ContactPolicy
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    /// <summary>All reasons against a message at that instant; none = allowed.</summary>
    /// <param name="quotaKey">Whose quota on the platform it would use; null = none.</param>
    public static IReadOnlyList<string> Judge(ContactFacts facts, string channel, DateTimeOffset at, string? quotaKey, ContactPolicyOptions options) =>
        [.. Standing(facts, at, options), .. Caps(facts, channel, at, options), .. OverQuota(facts, channel, at, quotaKey, options)];

    /// <summary>What can change between planning and sending, and is therefore asked again; a planned message counts against its caps already.</summary>
    public static IEnumerable<string> Standing(ContactFacts facts, DateTimeOffset at, ContactPolicyOptions options)
    {
        if (facts.Consent == ConsentState.None) yield return ContactReasons.NoConsent;
        if (facts.Consent == ConsentState.Withdrawn) yield return ContactReasons.Stopped;
        if (facts.FrozenUntil > at) yield return ContactReasons.Complaint;
        if (facts.NotInterestedAt is { } lost && lost + TimeSpan.FromDays(options.NotInterestedDays) > at) yield return ContactReasons.NotInterested;
        if (IsQuiet(at, facts.TimeZone, options)) yield return ContactReasons.Quiet;
    }

    public static bool IsQuiet(DateTimeOffset at, string timeZone, ContactPolicyOptions options)
    {
        var time = LocalTimes.At(at, timeZone).TimeOfDay;
        return options.QuietFrom <= options.QuietUntil
            ? time >= options.QuietFrom && time < options.QuietUntil
            : time >= options.QuietFrom || time < options.QuietUntil;
    }

    /// <summary>The end of the quiet hours that hold at this instant; the instant itself outside them.</summary>
    public static DateTimeOffset OpensAt(DateTimeOffset at, string timeZone, ContactPolicyOptions options) =>
        IsQuiet(at, timeZone, options) ? Next(at, timeZone, options.QuietUntil) : at;

    /// <summary>When the next quiet hours begin.</summary>
    public static DateTimeOffset QuietAfter(DateTimeOffset at, string timeZone, ContactPolicyOptions options) =>
        options.QuietFrom == options.QuietUntil ? DateTimeOffset.MaxValue : Next(at, timeZone, options.QuietFrom);

    private static DateTimeOffset Next(DateTimeOffset at, string timeZone, TimeSpan timeOfDay)
    {
        var day = LocalTimes.At(at, timeZone).Date;
        var today = LocalTimes.Resolve(day + timeOfDay, timeZone).Instant;
        return today > at ? today : LocalTimes.Resolve(day.AddDays(1) + timeOfDay, timeZone).Instant;
    }

    private static IEnumerable<string> Caps(ContactFacts facts, string channel, DateTimeOffset at, ContactPolicyOptions options)
    {
        if (InDay(facts.Own, at, facts.TimeZone) >= options.PerDay) yield return ContactReasons.CapDay;
        if (Within(facts.Own, at, Week) >= options.PerWeek) yield return ContactReasons.CapWeek;
        if (Within(facts.Own, at, Month) >= options.PerMonth) yield return ContactReasons.CapMonth;
        var own = options.For(channel);
        var here = facts.Own.Where(contact => contact.Channel == channel).ToList();
        if (InDay(here, at, facts.TimeZone) >= (own.PerDay ?? int.MaxValue) || Within(here, at, Week) >= (own.PerWeek ?? int.MaxValue)
            || Within(here, at, Month) >= (own.PerMonth ?? int.MaxValue))
            yield return ContactReasons.CapChannel;
        if (facts.Household.Count > 0 && Within([.. facts.Own, .. facts.Household], at, Week) >= options.HouseholdPerWeek) yield return ContactReasons.Household;
    }

    /// <summary>Counted locally before the platform counts: a refusal there is seen only after the member pressed send.</summary>
    private static IEnumerable<string> OverQuota(ContactFacts facts, string channel, DateTimeOffset at, string? quotaKey, ContactPolicyOptions options)
    {
        if (quotaKey is null) yield break;
        var local = LocalTimes.At(at, facts.TimeZone).Date;
        var days = facts.Own.Where(contact => contact.QuotaKey == quotaKey).Select(contact => LocalTimes.At(contact.At, facts.TimeZone).Date);
        var over = options.For(channel).Quota switch
        {
            Quotas.DaysOfMonth => days.Count(day => day.Year == local.Year && day.Month == local.Month) >= DateTime.DaysInMonth(local.Year, local.Month),
            Quotas.SevenAWeek => days.Count(day => Monday(day) == Monday(local)) >= 7,
            Quotas.OneADay => days.Any(day => day == local),
            _ => false,
        };
        if (over) yield return ContactReasons.Quota;
    }

    private static DateTime Monday(DateTime day) => day.AddDays(-((int)day.DayOfWeek + 6) % 7);

    private static int InDay(IEnumerable<CountedContact> contacts, DateTimeOffset at, string timeZone)
    {
        var day = LocalTimes.At(at, timeZone).Date;
        return contacts.Count(contact => LocalTimes.At(contact.At, timeZone).Date == day);
    }

    /// <summary>The fuller of the windows that end and that begin at the instant: planned messages lie ahead.</summary>
    private static int Within(IReadOnlyList<CountedContact> contacts, DateTimeOffset at, TimeSpan window) => Math.Max(
        contacts.Count(contact => contact.At <= at && contact.At > at - window),
        contacts.Count(contact => contact.At >= at && contact.At < at + window));
}
