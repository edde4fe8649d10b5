using Crm.Adapters.WeCom.Wire;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Mapping;

/// <summary>What our own people do in the app: press a card's button, or write (3.2, 3.3).</summary>
internal static class StaffFacts
{
    /// <summary>Null for everything else.</summary>
    public static ChannelFact? Read(WeComApp app, InnerMessage inner, string member) =>
        inner.Is("Event"u8, "template_card_event"u8) ? Pressed(app, inner, member)
        : inner.Is("MsgType"u8, "text"u8) && inner.Text("Content"u8) is { } text ? new MemberWrote(app.Name, member, text)
        : null;

    private static CardPressed? Pressed(WeComApp app, InnerMessage inner, string member) =>
        inner.Text("TaskId"u8) is { } card && inner.Text("EventKey"u8) is { } button
            ? new CardPressed(app.Name, member, card, button, inner.Text("ResponseCode"u8), Selected(inner))
            : null;

    /// <summary>The sample in circulation misspells the options (OpitonIds/OpitonId), so both spellings count.</summary>
    private static Dictionary<string, string>? Selected(InnerMessage inner)
    {
        Dictionary<string, string>? chosen = null;
        string? question = null;
        foreach (var (name, value) in inner.Elements())
        {
            if (name == "QuestionKey") question = value;
            // Of a multiple choice the first counts; ours have one.
            else if (name is "OptionId" or "OpitonId" && question is not null && value.Length > 0) (chosen ??= []).TryAdd(question, value);
        }

        return chosen;
    }
}
