using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Template cards: their parts, and their change after a press (4.2). List limits are from memory in our specification.</summary>
internal static partial class CardCalls
{
    private const int MostButtons = 6;
    private const int MostRows = 6;

    public static CardFace Read(Company company, App app, JsonElement card)
    {
        var face = Face(card);
        var task = ApiRequest.Text(card, "task_id");
        ApiRequest.CheckBytes(task, 128, "task_id");
        if (face.IsInteractive && string.IsNullOrEmpty(task))
            throw new WeComError(40058, "task_id missing");
        if (!string.IsNullOrEmpty(task) && !TaskIdRule().IsMatch(task))
            throw new WeComError(40058, "task_id must be of 0-9 a-z A-Z _ - @");
        // The errcode of a repeated task_id is not confirmed.
        if (!string.IsNullOrEmpty(task) && company.Cards.Exists(sent => sent.App == app && sent.TaskId == task))
            throw new WeComError(40058, "task_id has been used");
        return face;
    }

    /// <summary>Puts the card on the phones. A code to change it later comes with interactive ones.</summary>
    public static string? Place(Company company, App app, string msgId, CardFace face, JsonElement card, IEnumerable<Member> members)
    {
        var sent = new SentCard(msgId, ApiRequest.Text(card, "task_id") ?? "", app) { Face = face, SentAt = company.Now };
        foreach (var member in members)
            sent.Views[member.Key] = new CardView(face, null);
        company.Cards.Add(sent);
        return face.IsInteractive ? app.CardCodes.Issue(sent, company.Now) : null;
    }

    /// <summary>
    /// Path from memory in our specification; body and rules as in public SDKs, which cite document/path/96459. One of
    /// them says a code lives 72 hours, the specification says 24: the stricter holds here. A dead code's errcode is not confirmed.
    /// </summary>
    public static JsonObject Update(Company company, ApiRequest request)
    {
        MemberCalls.CheckAgent(request);
        var code = request.Need("response_code");
        var users = request.Texts("userids", 1000) ?? [];
        var all = request.Flag("atall") ?? false;
        if (!all && users.Count == 0 && ApiRequest.Items(request.Json, "partyids") is null or [] && ApiRequest.Items(request.Json, "tagids") is null or [])
            throw new WeComError(82001, "userids, partyids and tagids are all empty");
        var replaced = ApiRequest.Member(request.Json, "button") is { } button ? ApiRequest.Filled(button, "replace_name", 128, 40058) : null;
        var face = ApiRequest.Member(request.Json, "template_card") is { } card ? Face(card) : null;
        if (replaced is null && face is null)
            throw new WeComError(40058, "button or template_card is needed");
        if (request.App.CardCodes.Take(code, company.Now) is not { } sent)
            throw new WeComError(40058, "response_code is unknown, used or older than 24 hours");
        foreach (var member in sent.Views.Keys.Where(member => all || users.Contains(member, StringComparer.OrdinalIgnoreCase)).ToArray())
            sent.Views[member] = new CardView(face ?? sent.Views[member].Face, replaced);
        var unknown = users.Where(user => !sent.Views.ContainsKey(user.ToLowerInvariant())).Select(user => user.ToLowerInvariant());
        return new JsonObject { ["invaliduser"] = unknown.ToJson() };
    }

    private static CardFace Face(JsonElement card)
    {
        var type = ApiRequest.Text(card, "card_type") ?? "";
        if (type is not ("text_notice" or "news_notice" or "button_interaction" or "vote_interaction" or "multiple_interaction"))
            throw new WeComError(40058, "invalid card_type");
        var main = ApiRequest.Member(card, "main_title");
        var title = (main is { } head ? ApiRequest.Text(head, "title") : null) ?? ApiRequest.Text(card, "sub_title_text");
        if (string.IsNullOrEmpty(title))
            throw new WeComError(40058, "main_title missing");
        var description = main is { } under ? ApiRequest.Text(under, "desc") ?? "" : "";
        if (ApiRequest.Items(card, "horizontal_content_list") is { Count: > MostRows })
            throw new WeComError(40058, "more than 6 rows");
        if (type is "text_notice" or "news_notice" && ApiRequest.Member(card, "card_action") is null)
            throw new WeComError(40058, "card_action missing");
        return new CardFace(type, title, description, Buttons(card, type), Questions(card, type), card.GetRawText());
    }

    private static List<CardButton> Buttons(JsonElement card, string type)
    {
        if (type != "button_interaction")
            return ApiRequest.Member(card, "submit_button") is { } submit ? [new CardButton(ApiRequest.Filled(submit, "key", 1024, 40058), ApiRequest.Filled(submit, "text", 64, 40058))] : [];
        var buttons = ApiRequest.Items(card, "button_list");
        if (buttons is null or [])
            throw new WeComError(40058, "button_list missing");
        return buttons.Count <= MostButtons
            ? [.. buttons.Select(button => new CardButton(ApiRequest.Filled(button, "key", 1024, 40058), ApiRequest.Filled(button, "text", 64, 40058)))]
            : throw new WeComError(40058, "more than 6 buttons");
    }

    private static List<CardQuestion> Questions(JsonElement card, string type)
    {
        IEnumerable<JsonElement> asked = type switch
        {
            "vote_interaction" => ApiRequest.Member(card, "checkbox") is { } box ? [box] : throw new WeComError(40058, "checkbox missing"),
            "multiple_interaction" => ApiRequest.Items(card, "select_list") is { Count: > 0 } list ? list : throw new WeComError(40058, "select_list missing"),
            _ => ApiRequest.Member(card, "button_selection") is { } selection ? [selection] : [],
        };
        return [.. asked.Select(question => new CardQuestion(
            ApiRequest.Filled(question, "question_key", 1024, 40058),
            ApiRequest.Text(question, "title") ?? "",
            [.. (ApiRequest.Items(question, "option_list") ?? []).Select(option => new CardButton(ApiRequest.Filled(option, "id", 128, 40058), ApiRequest.Filled(option, "text", 128, 40058)))]))];
    }

    [GeneratedRegex(@"^[0-9a-zA-Z_@-]+\z")]
    private static partial Regex TaskIdRule();
}
