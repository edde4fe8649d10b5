using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WebForm.Inquiries;

/// <summary>
/// Reads the body of <c>POST inquiries</c> in one pass and collects everything that is wrong with it.
/// Unknown members are kept in the raw bytes and the fingerprint, and otherwise ignored.
/// </summary>
internal ref struct InquiryReader
{
    private const int MostErrors = 50;
    private readonly ReadOnlySpan<byte> _body;
    private Utf8JsonReader _json;
    private List<FieldError>? _errors;
    private ArrayBufferWriter<byte>? _unknown;
    private uint _seen;

    private InquiryReader(ReadOnlySpan<byte> body)
    {
        _body = body;
        _json = new Utf8JsonReader(body);
    }

    /// <summary>Exactly one of the three: parsed, errors, or (both null) not JSON.</summary>
    public static ParsedInquiry? Read(ReadOnlySpan<byte> body, out List<FieldError>? errors)
    {
        errors = null;
        if (body.StartsWith("\uFEFF"u8))
            body = body[3..];
        if (!Utf8.IsValid(body))
            return null;
        try
        {
            var reader = new InquiryReader(body);
            var parsed = reader.ReadBody();
            errors = reader._errors;
            return errors is null ? parsed : null;
        }
        catch (JsonException)
        {
            errors = null;
            return null;
        }
    }

    private ParsedInquiry? ReadBody()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            Fail("", "type", "The body must be an object.");
            SkipToEnd();
            return null;
        }

        string? kind = null, name = null, phone = null, email = null, region = null, brand = null, series = null,
            model = null, message = null, locale = null;
        DateTimeOffset? preferred = null;
        IReadOnlyList<ConsentGiven> consents = [];
        InquirySource? source = null;
        while (Next())
        {
            if (Is("kind"u8, 0)) kind = Kind();
            else if (Is("name"u8, 1)) name = Text("/name", Limits.Name);
            else if (Is("phone"u8, 2)) phone = Text("/phone", Limits.Phone);
            else if (Is("email"u8, 3)) email = Text("/email", Limits.Email);
            else if (Is("region"u8, 4)) region = Text("/region", Limits.Region);
            else if (Is("brand"u8, 5)) brand = Text("/brand", Limits.Car);
            else if (Is("series"u8, 6)) series = Text("/series", Limits.Car);
            else if (Is("model"u8, 7)) model = Text("/model", Limits.Car);
            else if (Is("message"u8, 8)) message = Text("/message", Limits.Message);
            else if (Is("preferredTime"u8, 9)) preferred = Instant("/preferredTime");
            else if (Is("consent"u8, 10)) consents = Consents();
            else if (Is("source"u8, 11)) source = Source();
            else if (Is("locale"u8, 12)) locale = Text("/locale", Limits.Locale);
            else KeepUnknown();
        }

        SkipToEnd();
        if ((_seen & 1) == 0)
            Fail("/kind", "required", "Say what it is: " + string.Join(", ", InquiryKinds.All) + ".");
        if (_errors is not null || kind is null)
            return null;
        var form = new InquiryForm(kind, name, phone, email, region, brand, series, model, message, preferred, consents);
        var unknown = _unknown is null ? default : _unknown.WrittenSpan;
        return new ParsedInquiry(form, source, locale, Fingerprint.Of(form, source, locale, unknown));
    }

    private string? Kind()
    {
        var before = _errors?.Count;
        var text = Text("/kind", Limits.Word);
        var known = text is null ? null : InquiryKinds.Find(text);
        if (known is null && _errors?.Count == before)
            Fail("/kind", text is null ? "required" : "unknown", "It must be one of " + string.Join(", ", InquiryKinds.All) + ".");
        return known;
    }

    private List<ConsentGiven> Consents()
    {
        var list = new List<ConsentGiven>();
        if (!Opens(JsonTokenType.StartArray, "/consent", "It must be a list."))
            return list;
        for (var index = 0; _json.Read() && _json.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index == Limits.Consents)
                Fail("/consent", "too-many", $"At most {Limits.Consents} entries.");
            var at = $"/consent/{index}";
            if (!Opens(JsonTokenType.StartObject, at, "It must be an object with purpose, channel and textVersion."))
                continue;
            if (Consent(at) is { } consent && list.Count < Limits.Consents)
                list.Add(consent);
        }

        return list;
    }

    private ConsentGiven? Consent(string at)
    {
        string? purpose = null, channel = null, version = null;
        while (Next())
        {
            if (Is("purpose"u8)) purpose = Required(at + "/purpose");
            else if (Is("channel"u8)) channel = Required(at + "/channel");
            else if (Is("textVersion"u8)) version = Required(at + "/textVersion");
            else KeepUnknown();
        }

        if (purpose is not null && channel is not null && version is not null)
            return new ConsentGiven(purpose, channel, version);
        if (_errors is null)
            Fail(at, "required", "A consent has purpose, channel and textVersion.");
        return null;
    }

    private string? Required(string pointer)
    {
        var before = _errors?.Count;
        var text = Text(pointer, Limits.Word);
        if (text is null && _errors?.Count == before)
            Fail(pointer, "required", "It must not be empty.");
        return text;
    }

    private InquirySource? Source()
    {
        if (_json.TokenType == JsonTokenType.Null || !Opens(JsonTokenType.StartObject, "/source", "It must be an object with campaign and scene."))
            return null;
        string? campaign = null, scene = null;
        while (Next())
        {
            if (Is("campaign"u8)) campaign = Text("/source/campaign", Limits.Source);
            else if (Is("scene"u8)) scene = Text("/source/scene", Limits.Source);
            else KeepUnknown();
        }

        return campaign is null && scene is null ? null : new InquirySource(campaign, scene);
    }

    private DateTimeOffset? Instant(string pointer)
    {
        var text = Text(pointer, Limits.Word);
        if (text is null)
            return null;
        if (IsoInstant.TryParse(text, out var instant))
            return instant;
        Fail(pointer, "format", "Use ISO 8601 with an offset, such as 2026-03-02T15:00:00+08:00.");
        return null;
    }

    private string? Text(string pointer, int max)
    {
        if (_json.TokenType == JsonTokenType.Null)
            return null;
        if (_json.TokenType != JsonTokenType.String)
        {
            Fail(pointer, "type", "It must be a string.");
            _json.Skip();
            return null;
        }

        string text;
        try
        {
            text = _json.GetString()!.Trim();
        }
        catch (InvalidOperationException)
        {
            Fail(pointer, "text", "It has half of a surrogate pair.");
            return null;
        }

        if (text.Length > max)
            Fail(pointer, "too-long", $"At most {max} characters.");
        else if (PlainText.HasControl(text))
            Fail(pointer, "text", "It has control characters.");
        return text.Length == 0 ? null : text;
    }

    private bool Opens(JsonTokenType expected, string pointer, string message)
    {
        if (_json.TokenType == expected)
            return true;
        if (_json.TokenType != JsonTokenType.Null || expected == JsonTokenType.StartObject)
            Fail(pointer, "type", message);
        _json.Skip();
        return false;
    }

    /// <summary>True at a member's name, false after the object's end.</summary>
    private bool Next() => _json.Read() && _json.TokenType == JsonTokenType.PropertyName;

    /// <summary>True, and at the value, when the present name is this one.</summary>
    private bool Is(scoped ReadOnlySpan<byte> name, int bit)
    {
        if (!Is(name))
            return false;
        if ((_seen & 1u << bit) != 0)
            Fail("/" + System.Text.Encoding.UTF8.GetString(name), "twice", "It is there twice.");
        _seen |= 1u << bit;
        return true;
    }

    private bool Is(scoped ReadOnlySpan<byte> name) => _json.ValueTextEquals(name) && _json.Read();

    private void KeepUnknown()
    {
        _unknown ??= new ArrayBufferWriter<byte>();
        var start = (int)_json.TokenStartIndex;
        _json.Read();
        _json.Skip();
        _unknown.Write(_body[start..(int)_json.BytesConsumed]);
    }

    /// <summary>Reads what follows the value: anything but blanks is no JSON.</summary>
    private void SkipToEnd()
    {
        while (_json.Read())
        {
        }
    }

    private void Fail(string pointer, string code, string message)
    {
        _errors ??= [];
        if (_errors.Count < MostErrors)
            _errors.Add(new FieldError(pointer, code, message));
    }
}
