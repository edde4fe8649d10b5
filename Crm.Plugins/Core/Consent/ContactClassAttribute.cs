namespace Crm.Plugins.Core.Consent;

/// <summary>By what right a class queues messages. Every class that does says so; a test asks it (lesson 23: no second path).</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ContactClassAttribute(ContactClass contactClass) : Attribute
{
    public ContactClass Class => contactClass;
}

public enum ContactClass
{
    /// <summary>Answers the customer's own request, promise and complaint notices included: no verdict needed (DECISIONS 14).</summary>
    Answer,
    /// <summary>Goes to our own people or to dealers.</summary>
    OwnPeople,
    /// <summary>Only what <see cref="ContactGate"/> allowed.</summary>
    Gated,
}
