using Crm.Plugins.Contract;
using Crm.Plugins.Core.Bot;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.ContactWays;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Media;
using Crm.Plugins.Core.OtherBots;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Service;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Intake;

/// <summary>What happens with each kind of item of a channel: who it is from, where it is kept, who reacts.</summary>
[ContactClass(ContactClass.Answer)]
public sealed class ChatIntake(
    AnswerMessage bot, TakeScan scans, ServiceSessions sessions, CallOffers offers, RecordReply replied, SurveyAnswers surveys, MediaFetches media, Deliveries deliveries, IPluginOutbox plugins,
    PassToOtherBot otherBots, Events events, CrmOptions options, Func<IEnumerable<IFactHandler>> handlers)
{
    private readonly Lazy<IFactHandler[]> _handlers = new(() => [.. handlers()]);

    public Settlement Handle(Unit unit, PendingItem row, InboundItem item)
    {
        var settled = Settle(unit, row, item);
        otherBots.Run(unit, row, item, settled);
        if (item.Fact is { } fact)
        {
            var conversation = item.ConversationKey is { } key ? Conversations.Find(unit, row.Channel, key) : null;
            // A fact about somebody we never met makes no customer: the comparison with the platform finds those.
            var customer = settled.CustomerId ?? conversation?.CustomerId ?? MatchCustomer.Known(unit, item.Identities);
            foreach (var handler in _handlers.Value)
                handler.Handle(unit, new FactContext(row.Channel, row.Id, row.OccurredAt, customer, conversation, item), fact);
        }

        return settled;
    }

    private Settlement Settle(Unit unit, PendingItem row, InboundItem item) => item.Kind switch
    {
        InboundKind.Message => Message(unit, row, item),
        InboundKind.ContactAdded => ContactAdded(unit, row, item),
        InboundKind.SessionEntered => SessionEntered(unit, row, item),
        InboundKind.StaffMessage => StaffMessage(unit, row, item),
        InboundKind.BotMessage => BotMessage(unit, row, item),
        InboundKind.ContactLost => ContactLost(unit, item),
        InboundKind.DeliveryFailed => DeliveryFailed(unit, item),
        _ => new Settlement(null, null),
    };

    private Settlement Message(Unit unit, PendingItem row, InboundItem item)
    {
        var (customer, conversation) = Place(unit, row, item);
        var (messageId, recalled) = Keep(unit, row, item, conversation, "customer");
        LookUp(unit, row, item, customer, conversation);
        events.Add(unit, new NewEvent("conversation.message") { CustomerId = customer.Id, ConversationId = conversation.Id });
        var live = item.ReplyTo is null ? conversation : conversation with { ReplyTo = item.ReplyTo };
        if (recalled || surveys.Hear(unit, live, item.Message!)) return new Settlement("conversation", customer.Id);
        var hand = sessions.Heard(unit, live);
        if (hand == SessionState.Bot && offers.Hear(unit, row.Id, live, item.Message!) is { } answered) return answered;
        return bot.Run(unit, row.Id, messageId, row.Channel, live, item.Message!, item.Source, PassToOtherBot.Hand(item, hand));
    }

    private Settlement ContactAdded(Unit unit, PendingItem row, InboundItem item)
    {
        var (customer, conversation) = Place(unit, row, item with { ReplyTo = null });
        var settled = scans.Run(unit, row, item, customer, conversation);
        LookUp(unit, row, item, customer, conversation);
        events.Add(unit, new NewEvent("contact.added") { CustomerId = customer.Id, ConversationId = conversation.Id, Data = new { scene = item.Source?.Scene } });
        return settled;
    }

    private Settlement SessionEntered(Unit unit, PendingItem row, InboundItem item)
    {
        var (customer, conversation) = Place(unit, row, item with { ReplyTo = null });
        if (item.AnsweredBy is null) Welcome(unit, row, item, customer, conversation);
        LookUp(unit, row, item, customer, conversation);
        return new Settlement(null, customer.Id);
    }

    private Settlement StaffMessage(Unit unit, PendingItem row, InboundItem item)
    {
        var (customer, conversation) = Place(unit, row, item);
        Keep(unit, row, item, conversation, "staff");
        ServiceSessions.StaffAnswered(unit, conversation, replied);
        events.Add(unit, new NewEvent("conversation.message") { CustomerId = customer.Id, ConversationId = conversation.Id });
        return new Settlement(null, customer.Id);
    }

    /// <summary>The words of another bot, which have reached the customer already.</summary>
    private Settlement BotMessage(Unit unit, PendingItem row, InboundItem item)
    {
        var (customer, conversation) = Place(unit, row, item);
        Keep(unit, row, item, conversation, "system");
        events.Add(unit, new NewEvent("conversation.message") { CustomerId = customer.Id, ConversationId = conversation.Id });
        return new Settlement(null, customer.Id);
    }

    /// <summary>Stores the message and has its file fetched.</summary>
    /// <returns>Its id, and whether it was recalled before it came.</returns>
    private (string Id, bool Recalled) Keep(Unit unit, PendingItem row, InboundItem item, ConversationRow conversation, string author)
    {
        var id = Conversations.Received(unit, conversation, item, row.Id, author, row.OccurredAt);
        if (item.Message is { MediaRef: { } file } message)
            media.Add(unit, id, row.Channel, file, message.Kind, conversation.CustomerId, conversation.Id, row.OccurredAt);
        return (id, RecallMessage.WasRecalled(unit, row.Channel, item.DedupKey, id));
    }

    private Settlement ContactLost(Unit unit, InboundItem item)
    {
        var customer = Match(unit, item);
        // Who ended it, and what is still open, is for the links to say; a channel that tells no more says only this.
        if (item.Fact is not MemberUnlinked) events.Add(unit, new NewEvent("contact.lost") { CustomerId = customer.Id });
        return new Settlement(null, customer.Id);
    }

    private Settlement DeliveryFailed(Unit unit, InboundItem item)
    {
        if (item.DeliveryId is { } id) deliveries.Failed(unit, id, item.Fault ?? "failed");
        return new Settlement(null, null);
    }

    private (MatchedCustomer Customer, ConversationRow Conversation) Place(Unit unit, PendingItem row, InboundItem item)
    {
        // A contact event names no conversation of its own, but later ones must find the same person's.
        var key = item.ConversationKey ?? item.Identities[0].Value;
        if (Conversations.Find(unit, row.Channel, key) is { } known) return (new MatchedCustomer(known.CustomerId, false), known);
        var customer = Match(unit, item);
        return (customer, Conversations.Open(unit, row.Channel, key, customer.Id, item.ReplyTo, Locale(item), item.Source?.Scene));
    }

    private MatchedCustomer Match(Unit unit, InboundItem item)
    {
        var phone = item.Identities.FirstOrDefault(identity => identity.Kind == "phone")?.Value;
        return MatchCustomer.Run(unit, new CustomerEvidence(
            [.. item.Identities.Where(identity => identity.Kind is "channel" or "unionid")],
            PhoneNumbers.TryParse(phone, options.DefaultRegion, out var parsed) ? parsed.E164 : null, null, item.DisplayName, Locale(item), null));
    }

    /// <summary>The first word, through an address that soon dies; too late is not sent but counted as missed.</summary>
    private void Welcome(Unit unit, PendingItem row, InboundItem item, MatchedCustomer customer, ConversationRow conversation)
    {
        if (item.ReplyTo is null || !plugins.Has(row.Channel)) return;
        var text = Texts.Format(conversation.Locale, TextKeys.Welcome);
        var id = deliveries.TryAdd(unit, new NewDelivery(row.Channel, item.ReplyTo)
        {
            Text = text, CustomerId = customer.Id, Notice = TextKeys.Welcome, Locale = conversation.Locale, Deadline = item.ReplyUntil,
            EffectKey = $"{row.Id}:welcome",
        });
        if (id is not null) Conversations.Said(unit, conversation.Id, customer.Id, "system", text, id);
    }

    private void LookUp(Unit unit, PendingItem row, InboundItem item, MatchedCustomer customer, ConversationRow conversation)
    {
        if (item.LookupAddress is { } address)
            deliveries.AddLookup(unit, row.Channel, address, customer.Id, conversation.Id, $"lookup:{row.Channel}:{address}");
    }

    private string Locale(InboundItem item) => Texts.LocaleFor(item.Locale ?? options.DefaultLocale);
}
