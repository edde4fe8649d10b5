namespace Crm.Plugins.Core.Bot.Slots;

/// <summary>One question: how it is put and how its answer is read.</summary>
public interface ISlot
{
    /// <summary>One of <see cref="SlotNames"/>.</summary>
    string Name { get; }

    /// <summary>May be left open.</summary>
    bool Optional { get; }

    Prompt Ask(Turn turn);

    /// <summary>The message as an answer to this question.</summary>
    Reading Read(Turn turn);

    /// <summary>The value where the message gives it without being asked; null where it does not.</summary>
    string? Heard(Turn turn);

    /// <summary>The value as the customer sees it.</summary>
    string Show(Turn turn, string value);
}

/// <summary>How an answer was understood: at most one member is set.</summary>
/// <param name="Again">Understood as far as it goes: ask more narrowly. No failed attempt.</param>
/// <param name="Wrong">Key of what is wrong with it. A failed attempt.</param>
public readonly record struct Reading(string? Value = null, Prompt? Again = null, string? Wrong = null);
