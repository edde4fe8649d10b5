using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Service;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Bot;

/// <summary>One message of a customer, with all that is needed to answer it. <see cref="State"/> is what will be stored.</summary>
public sealed class Turn
{
    public required Unit Unit { get; init; }

    public required Inquiry Inquiry { get; set; }

    public required ChatMessage Message { get; init; }

    /// <summary>Of the stored message.</summary>
    public required string MessageId { get; init; }

    public required Recognised Said { get; init; }

    public required SessionState Hand { get; init; }

    /// <summary>A person has the conversation, or the customer waits for one.</summary>
    public bool IsFrozen => Hand is SessionState.Waiting or SessionState.Agent;

    public InquirySource? Source { get; init; }

    public BotState? State { get; set; }

    /// <summary>The offered answer that was chosen, by button, number or words.</summary>
    public Option? Chosen { get; set; }

    /// <summary>The message as a command is compared.</summary>
    public required string Plain { get; init; }

    public ConversationRow Conversation => Inquiry.Audience.Conversation!;

    public string CustomerId => Inquiry.CustomerId;

    public string Locale => Inquiry.Audience.Locale;

    public Language Language => Languages.For(Locale);

    /// <summary>How a turn ends that made neither lead nor complaint.</summary>
    public Settlement Talk => new("conversation", CustomerId);

    /// <summary>Whether the whole message is this command, in the customer's language or any other.</summary>
    public bool Commands(string name) =>
        Plain.Length > 0 && Languages.All.Any(language => PlainWords.IsOne(Plain, language.Commands.GetValueOrDefault(name)));

    /// <summary>The form is over; what had made way for it waits to be taken up again.</summary>
    public void End() => State = State?.Draft is { } draft ? draft with { Aside = Asides.Parked, Version = State.Version } : null;

    /// <summary>Answers that may be chosen without a form being open.</summary>
    public void Offer(IReadOnlyList<Option> options) => Begin(new BotState { Form = "menu", Options = options, Done = true });

    /// <summary>Begins something new; a draft that was being filled in is kept.</summary>
    public void Begin(BotState state)
    {
        var draft = State is { Guided: true, Done: false } open && open.Form != state.Form ? open with { Aside = Asides.Parked, Draft = null } : State?.Draft;
        State = state with { Draft = draft, Version = State?.Version ?? 0 };
    }
}
