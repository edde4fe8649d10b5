using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Crm.Adapters.WebForm.Inquiries;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WebForm.Form;

/// <summary>Writes the form's two pages. Every value goes through <see cref="Safe"/>.</summary>
internal static class FormPage
{
    /// <summary>Change it whenever a consent text changes: it is kept as proof of what was shown.</summary>
    public const string ConsentVersion = "web-form-1";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <param name="values">What to fill in: the query of the page, or what was typed.</param>
    public static ChannelReply Show(FormOptions options, FormTexts texts, FormToken token, Func<string, string> values, IReadOnlyDictionary<string, string> errors)
    {
        var html = Start(texts, texts["title"]);
        html.Append("<p>").Append(Safe(texts["lead"])).Append("</p>");
        if (errors.Count > 0)
            Errors(html, texts, errors);
        html.Append("<form method=\"post\" action=\"form?lang=").Append(texts.Locale)
            .Append("\" accept-charset=\"utf-8\" data-bits=\"").Append(SpamGuard.WorkBits).Append("\">");
        Hidden(html, "token", token.Text);
        Hidden(html, "work", "");
        foreach (var name in (ReadOnlySpan<string>)["brand", "campaign", "scene"])
            Hidden(html, name, values(name));
        Kinds(html, texts, values("kind"));
        Input(html, texts, errors, "name", "text", Limits.Name, "name", values("name"));
        Input(html, texts, errors, "phone", "tel", Limits.Phone, "tel", values("phone"));
        Input(html, texts, errors, "email", "text", Limits.Email, "email", values("email"));
        Input(html, texts, errors, "region", "text", Limits.Region, "address-level2", values("region"));
        Input(html, texts, errors, "series", "text", Limits.Car, "off", values("series"));
        Input(html, texts, errors, "model", "text", Limits.Car, "off", values("model"));
        Input(html, texts, errors, "preferredTime", "datetime-local", 32, "off", values("preferredTime"));
        html.Append("<label for=\"message\">").Append(Safe(texts["message"])).Append("</label><textarea id=\"message\" name=\"message\" maxlength=\"")
            .Append(Limits.Message).Append("\">\n").Append(Safe(values("message"))).Append("</textarea>");
        html.Append("<div class=\"away\" aria-hidden=\"true\"><label for=\"website\">").Append(Safe(texts["website"]))
            .Append("</label><input id=\"website\" name=\"website\" tabindex=\"-1\" autocomplete=\"off\"></div>");
        html.Append("<div class=\"nojs\"><label for=\"answer\">").Append(Safe(texts["answer"])).Append(' ')
            .Append(token.First).Append(" + ").Append(token.Second)
            .Append("</label><input id=\"answer\" name=\"answer\" inputmode=\"numeric\" autocomplete=\"off\"></div>");
        Check(html, texts, "consentForward", values);
        Check(html, texts, "consentMarketing", values);
        html.Append("<button data-submit=\"").Append(Safe(texts["submit"])).Append("\" data-sending=\"").Append(Safe(texts["sending"]))
            .Append("\">").Append(Safe(texts["submit"])).Append("</button></form>");
        return End(html, options, errors.Count > 0 ? 422 : 200);
    }

    /// <param name="promise">The committed promise's sentence, or null for general thanks.</param>
    public static ChannelReply Thanks(FormOptions options, FormTexts texts, string? promise)
    {
        var html = Start(texts, texts["thanks.title"]);
        html.Append("<p role=\"status\">").Append(Safe(promise ?? texts["thanks.text"])).Append("</p><a class=\"button\" href=\"form?lang=")
            .Append(texts.Locale).Append("\">").Append(Safe(texts["again"])).Append("</a>");
        return End(html, options, 200);
    }

    private static StringBuilder Start(FormTexts texts, string title) => new StringBuilder(4096)
        .Append("<!doctype html><html lang=\"").Append(texts.Locale)
        .Append("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
        .Append(Safe(title))
        .Append("</title><link rel=\"stylesheet\" href=\"form.css\"><script src=\"form.js\" defer></script></head><body><main><h1>")
        .Append(Safe(title)).Append("</h1>");

    private static ChannelReply End(StringBuilder html, FormOptions options, int status)
    {
        html.Append("</main></body></html>");
        return new ChannelReply(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(html.ToString()), new Dictionary<string, string>
        {
            ["Content-Security-Policy"] = "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors " + options.FrameAncestors,
            ["Cache-Control"] = "no-store",
            ["Referrer-Policy"] = "same-origin",
            ["X-Content-Type-Options"] = "nosniff",
        });
    }

    private static void Errors(StringBuilder html, FormTexts texts, IReadOnlyDictionary<string, string> errors)
    {
        html.Append("<div class=\"errors\" role=\"alert\"><strong>").Append(Safe(texts["error.title"])).Append("</strong>");
        foreach (var (field, error) in errors)
            html.Append("<p><a href=\"#").Append(field).Append("\">").Append(Safe(texts[error])).Append("</a></p>");
        html.Append("</div>");
    }

    private static void Kinds(StringBuilder html, FormTexts texts, string chosen)
    {
        html.Append("<label for=\"kind\">").Append(Safe(texts["kind"])).Append("</label><select id=\"kind\" name=\"kind\">");
        foreach (var kind in InquiryKinds.All)
            html.Append("<option value=\"").Append(kind).Append(kind == chosen ? "\" selected>" : "\">").Append(Safe(texts["kind." + kind])).Append("</option>");
        html.Append("</select>");
    }

    private static void Input(StringBuilder html, FormTexts texts, IReadOnlyDictionary<string, string> errors, string name, string type, int max, string autocomplete, string value) =>
        html.Append("<label for=\"").Append(name).Append("\">").Append(Safe(texts[name])).Append("</label><input id=\"").Append(name)
            .Append("\" name=\"").Append(name).Append("\" type=\"").Append(type).Append("\" maxlength=\"").Append(max)
            .Append("\" autocomplete=\"").Append(autocomplete).Append(errors.ContainsKey(name) ? "\" aria-invalid=\"true" : "")
            .Append("\" value=\"").Append(Safe(value)).Append("\">");

    private static void Hidden(StringBuilder html, string name, string value) =>
        html.Append("<input type=\"hidden\" name=\"").Append(name).Append("\" value=\"").Append(Safe(value)).Append("\">");

    private static void Check(StringBuilder html, FormTexts texts, string name, Func<string, string> values) =>
        html.Append("<label class=\"check\"><input type=\"checkbox\" name=\"").Append(name).Append("\" value=\"yes\"")
            .Append(values(name) == "yes" ? " checked>" : ">").Append("<span>").Append(Safe(texts[name])).Append("</span></label>");

    private static string Safe(string text) => Encoder.Encode(text);
}
