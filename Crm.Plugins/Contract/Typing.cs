namespace Crm.Plugins.Contract;

/// <summary>A person who speaks to a customer, as the customer may know them.</summary>
/// <param name="Id">The same within one conversation, at most 32 characters of <c>[0-9a-z-]</c>; says nothing about the account behind it.</param>
/// <param name="Name">Ready to show.</param>
public sealed record MessageSpeaker(string Id, string Name);

/// <summary>Optional: a channel that can show a customer that somebody is writing. Never queued, never repeated: late it is worthless.</summary>
public interface IChannelTyping
{
    /// <summary>Shows it for some seconds. Called at most every three seconds while a person writes.</summary>
    Task ShowAsync(TypingNotice notice, CancellationToken cancellationToken);
}

/// <param name="To">The conversation's <see cref="InboundItem.ReplyTo"/>.</param>
/// <param name="Elsewhere">
/// Another node has asked its own plugin as well: whoever holds connections of customers tells those here, whoever
/// would call a platform has called it there and does nothing.
/// </param>
public sealed record TypingNotice(string To, MessageSpeaker Speaker, bool Elsewhere);

/// <summary>
/// What an adapter tells the host that is worth knowing only now. In every plugin's container. Nothing of it is stored,
/// and nothing follows from it but what a person sees.
/// </summary>
public interface IHostTyping
{
    /// <summary>The customer is writing. Returns at once; call it as often as the channel tells.</summary>
    /// <param name="conversationKey">The <see cref="InboundItem.ConversationKey"/>; one nobody knows is ignored.</param>
    void CustomerTypes(string conversationKey);
}
