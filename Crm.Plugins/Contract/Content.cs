namespace Crm.Plugins.Contract;

/// <summary>A card with fields and buttons for one of our people. A channel without cards writes it as text.</summary>
/// <param name="Id">At most 128 bytes, unique per app: comes back in <see cref="CardPressed"/>.</param>
/// <param name="Url">Opened when the card itself is tapped.</param>
/// <param name="Fields">Label and value, at most six.</param>
/// <param name="Buttons">At most six.</param>
/// <param name="Options">A choice shown above the buttons, such as a reason; empty for none. Comes back in <see cref="CardPressed.Selected"/>.</param>
public sealed record MessageCard(
    string Id, string Title, string? Description, string? Url, IReadOnlyList<CardField> Fields, IReadOnlyList<MessageChoice> Buttons,
    CardOptions? Options = null);

public sealed record CardField(string Label, string Value);

/// <param name="Key">Names the choice in <see cref="CardPressed.Selected"/>.</param>
public sealed record CardOptions(string Key, string Title, IReadOnlyList<MessageChoice> Choices);

/// <summary>Something that goes with a message.</summary>
/// <param name="Kind"><c>image</c>, <c>voice</c>, <c>video</c>, <c>file</c>, <c>link</c> or <c>app</c> (a mini program).</param>
/// <param name="MediaId">Id for <see cref="IHostMedia"/>, where bytes go along.</param>
/// <param name="Url">For links; the page path for an app.</param>
/// <param name="AppId">For an app.</param>
public sealed record MessageAttachment(
    string Kind, string? MediaId = null, string? Title = null, string? Description = null, string? Url = null, string? PictureUrl = null, string? AppId = null);

/// <summary>Files the host keeps: pictures agents send, pictures for welcomes. In every plugin's container.</summary>
public interface IHostMedia
{
    /// <summary>Null where there is no such file (any more).</summary>
    Task<MediaContent?> GetAsync(string mediaId, CancellationToken cancellationToken);
}
