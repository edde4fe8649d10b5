using Crm.Plugins.Contract;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Service;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Notices;

/// <summary>
/// Says something to a customer: in the conversation they wrote in, else by text message to their number. These are
/// answers to the customer's own request, so they need no consent and know no quiet hours (DECISIONS 14).
/// </summary>
[ContactClass(ContactClass.Answer)]
public sealed class Tell(Deliveries deliveries, IPluginOutbox plugins, NoticeOptions options)
{
    /// <summary>The value of a text that only the customer may read.</summary>
    public const string Secret = "link";

    /// <summary>Queues the notice; null where the customer cannot be reached in writing, or it was said already.</summary>
    /// <param name="effectKey">Says it once, whoever asks again.</param>
    /// <param name="choices">Answers to offer in a chat, in order.</param>
    /// <param name="tail">A last line for the chat alone, such as a link that is the customer's own: it is sent, and not kept in the record.</param>
    /// <param name="more">Said in the same message of a chat, such as the next question.</param>
    public string? Notice(Unit unit, Audience to, string key, IReadOnlyDictionary<string, string> values, string? promiseId = null, string? effectKey = null,
        IReadOnlyList<MessageChoice>? choices = null, string? tail = null, string? more = null)
    {
        var chat = to.Conversation is { ReplyTo.Length: > 0 } conversation && plugins.Has(conversation.Channel) ? conversation : null;
        var phone = to.Phone is { Length: > 0 } && plugins.Has(options.PhoneChannel) ? to.Phone : null;
        if (chat is null && phone is null) return null;
        var text = chat is null ? Texts.FormatSms(to.Locale, key, values) : more is null ? Texts.Format(to.Locale, key, values) : $"{Texts.Format(to.Locale, key, values)}\n{more}";
        var id = deliveries.TryAdd(unit, new NewDelivery(chat?.Channel ?? options.PhoneChannel, chat?.ReplyTo ?? phone!)
        {
            Text = chat is null || tail is null ? text : $"{text}\n{tail}", CustomerId = to.CustomerId, ConversationId = chat?.Id, PromiseId = promiseId, EffectKey = effectKey, Notice = key,
            Values = values, Choices = chat is null ? [] : choices ?? [], Locale = to.Locale, FallbackChannel = chat is null || phone is null ? null : options.PhoneChannel,
            FallbackAddress = chat is null ? null : phone,
        });
        if (id is null) return null;
        // A link that opens the customer's own page is for the customer, not for everybody who reads the record.
        var record = values.TryGetValue(Secret, out var secret) ? text.Replace(secret, "…", StringComparison.Ordinal) : text;
        if (chat is not null) Conversations.Said(unit, chat.Id, to.CustomerId, "system", record, id);
        return record;
    }

    /// <summary>An agent's own words in a conversation, or a file; null where the channel cannot carry them.</summary>
    public string? Words(Unit unit, ConversationRow conversation, Caller by, string text, MessageAttachment? attachment = null)
    {
        if (conversation.ReplyTo.Length == 0 || !plugins.Has(conversation.Channel)) return null;
        var id = deliveries.Add(unit, new NewDelivery(conversation.Channel, conversation.ReplyTo)
        {
            Text = text, CustomerId = conversation.CustomerId, ConversationId = conversation.Id, Locale = conversation.Locale,
            Speaker = Speakers.Of(conversation.Id, by.Id, by.Name), Attachments = attachment is null ? [] : [attachment],
        });
        Conversations.Said(unit, conversation.Id, conversation.CustomerId, "agent", attachment?.Title ?? text, id, attachment?.Kind ?? "text", attachment?.MediaId, by);
        return id;
    }
}

/// <param name="Conversation">Where to answer; null for somebody who left only a number.</param>
/// <param name="Phone">E.164, for text messages and as the way out when the chat is closed.</param>
public sealed record Audience(string CustomerId, ConversationRow? Conversation, string? Phone, string Locale);

/// <summary>Section <c>Crm:Notices</c>.</summary>
public sealed record NoticeOptions
{
    /// <summary>The plugin that reaches a bare phone number in writing.</summary>
    public string PhoneChannel { get; init; } = "sms";
}
