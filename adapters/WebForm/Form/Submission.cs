using System.Globalization;
using System.Text;
using Crm.Adapters.WebForm.Inquiries;
using Crm.Plugins.Contract;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Crm.Adapters.WebForm.Form;

/// <summary>The fields of a posted form, as typed.</summary>
internal sealed class Submission(IReadOnlyDictionary<string, StringValues> fields)
{
    public static readonly Submission Empty = new(new Dictionary<string, StringValues>());

    public string Honeypot => this["website"];

    public string Token => this["token"];

    public string Work => this["work"];

    public string Answer => this["answer"];

    /// <summary>Untrimmed, because the proof of work is over what the browser sends.</summary>
    public string RawPhone => this["phone"];

    public string this[string field] => fields.TryGetValue(field, out var values) && values.Count > 0 ? values[0] ?? "" : "";

    /// <summary>Null where the body is no form.</summary>
    public static Submission? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return new Submission(new FormReader(Encoding.UTF8.GetString(body.Span)).ReadForm());
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The wish, or the fields that need another look, by name with the key of the text to show.</summary>
    public ParsedInquiry? Parse(FormOptions options, string locale, out Dictionary<string, string> errors)
    {
        errors = [];
        var form = new InquiryForm(
            InquiryKinds.Find(this["kind"]) ?? "lead",
            Take("name", Limits.Name, errors),
            Take("phone", Limits.Phone, errors),
            Take("email", Limits.Email, errors),
            Take("region", Limits.Region, errors),
            Take("brand", Limits.Car, errors),
            Take("series", Limits.Car, errors),
            Take("model", Limits.Car, errors),
            Take("message", Limits.Message, errors),
            Preferred(options.TimeZone, errors),
            Consents(locale));
        var campaign = Take("campaign", Limits.Source, errors);
        var scene = Take("scene", Limits.Source, errors);
        if (form.Phone is null && form.Email is null)
            errors.TryAdd("phone", "error.contact");
        if (errors.Count > 0)
            return null;
        var source = campaign is null && scene is null ? null : new InquirySource(campaign, scene);
        return new ParsedInquiry(form, source, locale, Fingerprint.Of(form, source, locale, default));
    }

    private string? Take(string field, int max, Dictionary<string, string> errors)
    {
        // Browsers send line ends as CR LF.
        var text = this[field].Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
        if (text.Length > max)
            errors[field] = "error.long";
        else if (PlainText.HasControl(text))
            errors[field] = "error.characters";
        return text.Length == 0 ? null : text;
    }

    private DateTimeOffset? Preferred(TimeZoneInfo zone, Dictionary<string, string> errors)
    {
        var text = this["preferredTime"].Trim();
        if (text.Length == 0)
            return null;
        if (DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && local.Year is > 1970 and < 9000)
            return new DateTimeOffset(local, zone.GetUtcOffset(local));
        errors["preferredTime"] = "error.time";
        return null;
    }

    private List<ConsentGiven> Consents(string locale)
    {
        var version = FormPage.ConsentVersion + "." + locale;
        var given = new List<ConsentGiven>();
        if (this["consentForward"].Length > 0)
            given.Add(new ConsentGiven("forward_to_dealer", "phone", version));
        if (this["consentMarketing"].Length > 0)
            given.Add(new ConsentGiven("marketing_message", "sms", version));
        return given;
    }
}
