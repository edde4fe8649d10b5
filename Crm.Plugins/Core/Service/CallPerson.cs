using System.Globalization;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Service;

/// <summary>
/// The customer shall talk to a person. While the desk is there: a promise to answer here, the place in the queue told
/// once, and the bot steps back. While nobody is there they are told so at once and offered a call instead.
/// </summary>
public sealed class CallPerson(
    MakePromise promises, ServiceSessions sessions, CallOffers offers, Calendars calendars, PromiseOptions promiseOptions, ServiceOptions options)
{
    /// <summary>True where somebody will come; false where a call was offered instead.</summary>
    public bool Run(Unit unit, Inquiry inquiry, HandOverAsk ask)
    {
        var conversation = inquiry.Audience.Conversation!;
        if (SessionStore.Find(unit, conversation.Id) is { Is: SessionState.Waiting or SessionState.Agent }) return true;
        var calendar = calendars.Newest(unit, promiseOptions.DeskCalendar);
        var pooled = options.HandOverToPool && sessions.HasPlatform(conversation.Channel);
        var staff = pooled ? 1 : DeskDuty.Count(unit);
        if (calendar.Calendar.OpenIntervalAt(unit.Now) is not { } open || open.Close - unit.Now < TimeSpan.FromMinutes(options.LastMinutes) || staff == 0)
        {
            offers.Offer(unit, conversation, calendar.Calendar.IsOpen(unit.Now) && staff == 0 ? CallOffers.Nobody : CallOffers.Closed);
            return false;
        }

        var filled = HandOverFacts.Fill(unit, conversation, ask);
        var ahead = SessionStore.Ahead(unit, filled.Priority);
        var wait = Math.Max(1, (int)Math.Ceiling((ahead + 1) * options.HandlingMinutes / (double)staff));
        var made = promises.Run(unit, new PromiseAsk(inquiry with { PreferredTime = null }, Topics.Reply, promiseOptions.For(Topics.Callback), calendar, null, null,
            Notice: ahead == 0 ? TextKeys.HumanSoon : TextKeys.HumanSoonQueue,
            Extra: new Dictionary<string, string> { ["ahead"] = Number(ahead), ["minutes"] = Number(wait) }));
        sessions.Queue(unit, conversation, filled, made?.Receipt.DueAt);
        return true;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
