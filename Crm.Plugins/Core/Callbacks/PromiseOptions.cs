using Crm.Plugins.Core.Leads;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>Section <c>Crm:Promises</c>: how soon we promise to call, in business minutes of whoever calls.</summary>
public sealed record PromiseOptions
{
    public int HotMinutes { get; init; } = 10;

    public int WarmMinutes { get; init; } = 60;

    public int ColdMinutes { get; init; } = 480;

    public int CallbackMinutes { get; init; } = 10;

    public int ServiceBookingMinutes { get; init; } = 60;

    public int FinanceMinutes { get; init; } = 60;

    public int ProductQuestionMinutes { get; init; } = 240;

    public int FeedbackMinutes { get; init; } = 480;

    /// <summary>Calls per half-hour slot; 0 = no limit (DECISIONS 12).</summary>
    public int SlotCapacity { get; init; }

    /// <summary>Agents who take calls at once; absent = no limit. With a limit, a queue that is too long moves "at once" to a later, honest time (C-14).</summary>
    public int? Agents { get; init; }

    public double HandlingMinutes { get; init; } = 8;

    /// <summary>No calls before 08:00 or after 21:00 in the customer's zone, unless he picked the time (C-12).</summary>
    public bool QuietHours { get; init; } = true;

    /// <summary>Calls are proved by telephony, so entries by hand do not count (C-07).</summary>
    public bool Telephony { get; init; }

    /// <summary>A started call whose outcome nobody recorded within this time counts as abandoned, and the deadline decides without it.</summary>
    public int AbandonedCallMinutes { get; init; } = 30;

    /// <summary>Kept share of the last hour's promises below which the team lead is alerted (C-14); 0 = never.</summary>
    public double LeastKeptRate { get; init; } = 0.9;

    /// <summary>Fewer promises than this in an hour say nothing about the rate.</summary>
    public int KeptRateSample { get; init; } = 10;

    /// <summary>The number that the maker's own desk calls from, as customers see it; empty = it is not named before a call.</summary>
    public string DeskPhone { get; init; } = "";

    /// <summary>Calendar of the maker's own desk.</summary>
    public string DeskCalendar { get; init; } = Dealers.Calendars.Desk;

    public TimeSpan For(Temperature temperature) => TimeSpan.FromMinutes(temperature switch
    {
        Temperature.Hot => HotMinutes,
        Temperature.Warm => WarmMinutes,
        _ => ColdMinutes,
    });

    /// <summary>For wishes that are no lead.</summary>
    public TimeSpan For(string topic) => TimeSpan.FromMinutes(topic switch
    {
        Topics.Callback => CallbackMinutes,
        Topics.ServiceBooking => ServiceBookingMinutes,
        Topics.Finance => FinanceMinutes,
        Topics.ProductQuestion => ProductQuestionMinutes,
        _ => FeedbackMinutes,
    });
}

/// <summary>What a promise is about. A person has one open promise per topic, and each lead is a topic (C-15).</summary>
public static class Topics
{
    public const string Lead = "lead";
    public const string Complaint = "complaint";
    public const string Callback = "callback";
    public const string ServiceBooking = "service-booking";
    public const string Finance = "finance";
    public const string ProductQuestion = "product-question";
    public const string Feedback = "feedback";

    /// <summary>An answer in writing, in the conversation; the only promise that needs no number.</summary>
    public const string Reply = "reply";
}
