using System.Text;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Outbound;

/// <summary>The content of a customer-service message: a menu where the choices fit one, else text.</summary>
internal sealed record KfContent(string MsgType, object? Text, object? MsgMenu)
{
    private const int TextBytes = 2048;
    private const int MenuHeadBytes = 1024;
    private const int MenuItemBytes = 128;
    private const int MenuItems = 10;

    public static KfContent Of(OutboundMessage message) => FitsMenu(message)
        ? new("msgmenu", null, new
        {
            head_content = message.Text,
            list = message.Choices.Select(choice => new
            {
                type = "click",
                click = new { id = choice.Id, content = Texts.Cut(choice.Title, MenuItemBytes) },
            }),
        })
        : new("text", new { content = Texts.WithList(message.Text, message.Choices, TextBytes) }, null);

    private static bool FitsMenu(OutboundMessage message) =>
        message.Choices.Count is > 0 and <= MenuItems
        && Encoding.UTF8.GetByteCount(message.Text) <= MenuHeadBytes
        && message.Choices.All(choice => choice.Title.Length > 0 && Encoding.UTF8.GetByteCount(choice.Id) is > 0 and <= 64);
}
