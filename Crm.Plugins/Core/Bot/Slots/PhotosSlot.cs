using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot.Slots;

/// <summary>Pictures of what is wrong; each is kept as it comes, and this only hears when there are no more.</summary>
public sealed class PhotosSlot : ISlot
{
    public const int Most = 5;

    public string Name => SlotNames.Photos;

    public bool Optional => true;

    public Prompt Ask(Turn turn) => new(TextKeys.AskPhotos, [new Option("photos:done", Texts.Format(turn.Locale, TextKeys.ChoiceDone), "done")]);

    public Reading Read(Turn turn) => new(turn.Commands("done") || turn.Commands("no") ? "done" : null);

    public string? Heard(Turn turn) => null;

    public string Show(Turn turn, string value) => value;
}
