using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>A wish that is no lead and no complaint: the maker's desk owns it and answers by phone within its clock.</summary>
public sealed class OpenRequest(MakePromise promises, Calendars calendars, PromiseOptions options)
{
    /// <summary>
    /// Null where there is no number: no call may be promised. An answer in writing is owed all the same, so it stands in
    /// the desk's queue with the same clock.
    /// </summary>
    public MadePromise? Run(Unit unit, Inquiry inquiry, string kind)
    {
        var made = promises.Run(unit, new PromiseAsk(
            inquiry, inquiry.Phone is null ? Topics.Reply : kind, options.For(kind), calendars.Newest(unit, options.DeskCalendar), null, null,
            Notice: Answer(inquiry, kind)));
        return inquiry.Phone is null ? null : made;
    }

    private static string? Answer(Inquiry inquiry, string kind) =>
        kind == Topics.Callback ? inquiry.Phone is null ? TextKeys.HumanSoon : null
        : inquiry.PreferredTime is null ? $"reply-stored-{kind}" : null;
}
