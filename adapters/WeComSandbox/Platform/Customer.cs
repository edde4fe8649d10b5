namespace Crm.Adapters.WeComSandbox;

/// <summary>A WeChat user the company may meet.</summary>
/// <param name="Id">The external_userid, starting with <c>wm</c>.</param>
public sealed record Customer(string Id, string Name, string UnionId)
{
    /// <summary>The id in the brand's mini program, which some conversions want beside the unionid.</summary>
    public string OpenId { get; init; } = "";
}

/// <summary>One line on the customer's phone.</summary>
/// <param name="Seq">Position in the order of arrival; ask for what came after it.</param>
/// <param name="From"><c>customer</c>, <c>brand</c> (sent through the API), <c>staff</c> or <c>system</c>.</param>
/// <param name="Kind"><c>text</c>, <c>menu</c>, <c>welcome</c>, <c>event</c>, or the platform's name of another type.</param>
/// <param name="Text">For a menu the text above the choices.</param>
/// <param name="Choices">What can be tapped, in order.</param>
/// <param name="Tail">Text below the choices.</param>
/// <param name="Failed">It was accepted and could not be delivered.</param>
/// <param name="Corp">The company it came from or went to.</param>
/// <param name="Chat">Which of the phone's chats: a user id, an open_kfid or a chat_id.</param>
public sealed record PhoneMessage(
    long Seq,
    string Id,
    string CustomerId,
    DateTimeOffset At,
    string From,
    string Kind,
    string Text,
    IReadOnlyList<PhoneChoice> Choices,
    string? Tail = null,
    bool Failed = false,
    string? Corp = null,
    string? Chat = null);

/// <param name="Id">Send it back as <c>choiceId</c>; null where the choice is a link.</param>
public sealed record PhoneChoice(string? Id, string Title, string? Url = null);

/// <summary>A message to one of our own people.</summary>
/// <param name="Body">The request as the adapter sent it.</param>
/// <param name="Recalled">Taken back by <c>message/recall</c>.</param>
public sealed record MemberMessage(string Member, string Kind, string Text, string Body, DateTimeOffset At, string MsgId = "", long AgentId = 0, bool Recalled = false);

/// <summary>A text message that arrived at the sandbox's gateway.</summary>
public sealed record SmsMessage(long Seq, string Id, string Phone, string Text, string? TemplateId, DateTimeOffset At);
