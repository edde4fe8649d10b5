namespace Crm.Plugins.Core.Service;

/// <summary>Section <c>Crm:Service</c>: hand-over of conversations to agents.</summary>
public sealed record ServiceOptions
{
    /// <summary>After so long without an agent the bot takes over again and offers a call.</summary>
    public int WaitingMinutes { get; init; } = 15;

    /// <summary>With less than this left until the desk closes, nobody is queued any more: a call is offered at once.</summary>
    public int LastMinutes { get; init; } = 5;

    /// <summary>One conversation takes an agent about so long; the expected wait is reckoned by it.</summary>
    public int HandlingMinutes { get; init; } = 4;

    /// <summary>A customer's words unanswered for so long: the agent is reminded.</summary>
    public int ReminderMinutes { get; init; } = 3;

    /// <summary>An agent who leaves the customer without an answer for so long loses the conversation to the queue (lesson 11).</summary>
    public int OwnerIdleMinutes { get; init; } = 30;

    /// <summary>A hand-over is put in the platform's own pool, where members take it in its client; else agents take it at the desk.</summary>
    public bool HandOverToPool { get; init; }

    /// <summary>Ask how it was when a conversation with an agent ends.</summary>
    public bool Survey { get; init; } = true;

    /// <summary>The answer to an offered call counts for so long.</summary>
    public int OfferHours { get; init; } = 24;

    /// <summary>A bare number within that time after the question is its answer.</summary>
    public int SurveyHours { get; init; } = 24;
}
