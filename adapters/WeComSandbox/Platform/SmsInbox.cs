namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>The last thousand text messages, as the phones would show them.</summary>
internal sealed class SmsInbox(TimeProvider time, Broadcast broadcast)
{
    private const int Most = 1000;
    private readonly Lock _gate = new();
    private readonly List<SmsMessage> _messages = [];
    private long _seq;

    /// <summary>A gateway with idempotency: the same id again is the same message.</summary>
    public SmsMessage Add(string? id, string phone, string text, string? templateId)
    {
        SmsMessage message;
        lock (_gate)
        {
            if (id is not null && _messages.Find(known => known.Id == id) is { } known)
                return known;
            message = new SmsMessage(++_seq, id ?? "sms-" + _seq, phone, text, templateId, time.GetUtcNow());
            _messages.Add(message);
            if (_messages.Count > Most)
                _messages.RemoveAt(0);
        }

        broadcast.Publish("sms", message);
        return message;
    }

    public IReadOnlyList<SmsMessage> Of(string? phone)
    {
        lock (_gate)
            return [.. _messages.Where(message => phone is null || message.Phone == phone)];
    }
}
