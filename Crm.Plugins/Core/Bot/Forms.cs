namespace Crm.Plugins.Core.Bot;

/// <summary>The dialogs: which questions each one asks, in this order. What is known already is not asked.</summary>
public static class Forms
{
    /// <summary>Raise it when questions are added, dropped or mean something else: then a running talk asks its question anew.</summary>
    public const long Version = 1;

    public const string Lead = "lead";
    public const string TestDrive = "test-drive";
    public const string Callback = "callback";
    public const string Complaint = "complaint";
    public const string Status = "status";

    /// <summary>The last look before a form is saved.</summary>
    public const string Confirm = "confirm";

    public static IReadOnlyDictionary<string, Form> All { get; } = new[]
    {
        new Form(Lead, [SlotNames.Model, SlotNames.Horizon, SlotNames.Phone, SlotNames.Consent]),
        new Form(TestDrive, [SlotNames.Model, SlotNames.Visit, SlotNames.Phone, SlotNames.Consent]),
        new Form(Callback, [SlotNames.When, SlotNames.Phone]),
        // Number and ticket come right after the story; car and photos only add to it.
        new Form(Complaint, [SlotNames.Story, SlotNames.Car, SlotNames.Photos]),
    }.ToDictionary(form => form.Name);

    /// <summary>Forms that are about a lead.</summary>
    public static bool IsWish(string form) => form is Lead or TestDrive;
}

/// <param name="Slots">Names of <see cref="SlotNames"/>.</param>
public sealed record Form(string Name, IReadOnlyList<string> Slots);

/// <summary>The questions there are.</summary>
public static class SlotNames
{
    public const string Model = "model";
    public const string Horizon = "horizon";
    public const string Visit = "visit";
    public const string When = "when";
    public const string Phone = "phone";
    public const string Consent = "consent";
    public const string Story = "story";
    public const string Car = "car";
    public const string Photos = "photos";

    /// <summary>Number and consent in one question, where a wish was said in free words.</summary>
    public const string Contact = "contact";

    /// <summary>The number came without a word on the consent that was asked for with it; a clear yes may still follow.</summary>
    public const string Half = "half";
}
