using System.Text;
using System.Text.RegularExpressions;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Outbound;

/// <summary>
/// A card as the platform wants it, within its limits: buttons make it <c>button_interaction</c>, none
/// <c>text_notice</c>. The byte limits of texts are ours (the platform states characters to be shown, not to be sent).
/// </summary>
internal static partial class TemplateCard
{
    private const int MostFields = 6;
    private const int MostButtons = 6;
    private const int MostChoices = 10;
    private const int TitleBytes = 128;
    private const int TextBytes = 512;
    private const int LabelBytes = 30;
    private const int ValueBytes = 120;
    private const int ButtonBytes = 30;
    private const int IdBytes = 128;
    private const int UrlBytes = 2048;
    private const string NoPage = "https://work.weixin.qq.com/";

    public static object Of(MessageCard card) => card.Buttons.Count == 0
        ? new
        {
            card_type = "text_notice",
            main_title = Title(card),
            horizontal_content_list = Fields(card),
            // A notice must lead somewhere.
            card_action = Action(card) ?? new { type = 1, url = NoPage },
            task_id = TaskId(card),
        }
        : new
        {
            card_type = "button_interaction",
            main_title = Title(card),
            horizontal_content_list = Fields(card),
            card_action = Action(card),
            button_selection = card.Options is not { Choices.Count: > 0 } options ? null : new
            {
                question_key = Texts.Cut(options.Key, IdBytes),
                title = Texts.Cut(options.Title, LabelBytes),
                option_list = options.Choices.Take(MostChoices).Select(choice => new { id = Texts.Cut(choice.Id, IdBytes), text = Texts.Cut(choice.Title, LabelBytes) }).ToArray(),
            },
            button_list = card.Buttons.Take(MostButtons).Select((button, i) => new { text = Texts.Cut(button.Title, ButtonBytes), style = i == 0 ? 1 : 4, key = button.Id }).ToArray(),
            task_id = TaskId(card),
        };

    private static object Title(MessageCard card) => new
    {
        title = Texts.Cut(card.Title, TitleBytes),
        desc = card.Description is { Length: > 0 } text ? Texts.Cut(text, TextBytes) : null,
    };

    private static object[]? Fields(MessageCard card) => card.Fields.Count == 0
        ? null
        : [.. card.Fields.Take(MostFields).Select(field => new { keyname = Texts.Cut(field.Label, LabelBytes), value = Texts.Cut(field.Value, ValueBytes) })];

    private static object? Action(MessageCard card) =>
        card.Url is { Length: > 0 } url && Encoding.UTF8.GetByteCount(url) <= UrlBytes ? new { type = 1, url } : null;

    /// <summary>Comes back with the press, so it must fit as it is: a cut one would mean another card.</summary>
    /// <exception cref="ArgumentException">A mistake of the caller.</exception>
    private static string TaskId(MessageCard card) => Allowed().IsMatch(card.Id)
        ? card.Id
        : throw new ArgumentException("A card's id has 1 to 128 of 0-9 a-z A-Z _ - @.");

    [GeneratedRegex(@"^[0-9a-zA-Z_@-]{1,128}\z")]
    private static partial Regex Allowed();
}
