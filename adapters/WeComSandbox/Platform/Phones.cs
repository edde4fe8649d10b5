using Crm.Plugins.Contract;

namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>What each customer sees, and everybody who is watching.</summary>
internal sealed class Phones(TimeProvider time, Broadcast broadcast)
{
    private readonly List<PhoneMessage> _messages = [];
    private long _seq;

    public PhoneMessage Add(string customerId, string from, string kind, string text, IReadOnlyList<PhoneChoice>? choices = null, string? tail = null, string? id = null, string? corp = null, string? chat = null)
    {
        var now = time.GetUtcNow();
        var message = new PhoneMessage(++_seq, id ?? Ids.New(now), customerId, now, from, kind, text, choices ?? [], tail, false, corp, chat);
        _messages.Add(message);
        broadcast.Publish("message", message);
        return message;
    }

    /// <summary>Shows a message as undelivered; it comes again in the stream, with the same place.</summary>
    public void Fail(string id)
    {
        var index = _messages.FindLastIndex(message => message.Id == id);
        if (index < 0)
            return;
        _messages[index] = _messages[index] with { Failed = true };
        broadcast.Publish("message", _messages[index]);
    }

    public IReadOnlyList<PhoneMessage> Of(string customerId, long after) =>
        [.. _messages.Where(message => message.CustomerId == customerId && message.Seq > after)];

    /// <summary>Takes a message back: its text goes, its place stays.</summary>
    public void Recall(string id)
    {
        var index = _messages.FindLastIndex(message => message.Id == id);
        if (index < 0)
            return;
        _messages[index] = _messages[index] with { Kind = "recalled", Text = "" };
        broadcast.Publish("message", _messages[index]);
    }

    public PhoneMessage? LastOf(string customerId) => _messages.FindLast(message => message.CustomerId == customerId);
}
