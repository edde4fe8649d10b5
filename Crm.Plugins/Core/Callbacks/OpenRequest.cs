using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>A wish that is no lead and no complaint: the maker's desk owns it and answers by phone within its clock.</summary>
public sealed class OpenRequest(MakePromise promises, Calendars calendars, PromiseOptions options)
{
    public MadePromise? Run(Unit unit, Inquiry inquiry, string kind) => promises.Run(unit, new PromiseAsk(
        inquiry, kind, options.For(kind), calendars.Newest(unit, options.DeskCalendar), null, null,
        Notice: kind == Topics.Callback || inquiry.PreferredTime is not null ? null : $"reply-stored-{kind}"));
}
