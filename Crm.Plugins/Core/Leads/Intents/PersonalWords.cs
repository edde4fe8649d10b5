using System.Text;
using System.Text.RegularExpressions;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Leads.Intents;

/// <summary>
/// Takes persons out of a text before it is kept for others to read, or leaves the house (P-07): phone and other long
/// numbers, e-mail addresses, chassis numbers, plates, and names where somebody gives one.
/// </summary>
public sealed partial class PersonalWords(IIntentRecogniser recogniser, CrmOptions options)
{
    private const string Surnames =
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

    /// <summary>As lists show it: <c>138****8000</c>, <c>王*</c>.</summary>
    public string Masked(string text) => Replace(text, (kind, value) => kind switch
    {
        "phone" => Masking.Phone(PhoneNumbers.TryParse(value, options.DefaultRegion, out var phone) ? phone.E164 : value),
        "email" => Masking.Email(value),
        "vin" => Masking.Vin(value),
        "plate" => value[..2] + "***",
        "name" => Masking.Name(value),
        _ => "****",
    });

    /// <summary>Nothing is left of it but its kind: <c>[phone]</c>.</summary>
    public string Hidden(string text) => Replace(text, (kind, _) => $"[{kind}]");

    private string Replace(string text, Func<string, string, string> with)
    {
        // Full-width digits are digits; a lone half of a surrogate pair cannot be normalised.
        var clean = LoneSurrogate().Replace(text, "").Normalize(NormalizationForm.FormKC);
        var name = recogniser.Recognise(clean, null).Name;
        // Each find is put aside at once, so that a later rule does not read what an earlier one wrote.
        var found = new List<string>();
        clean = Email().Replace(clean, match => Aside("email", match.Value));
        clean = Vin().Replace(clean, match => Aside("vin", match.Value));
        clean = Plate().Replace(clean, match => Aside("plate", match.Value));
        while (PhoneInText.Find(clean, options.DefaultRegion) is { E164: not null } phone)
            clean = string.Concat(clean.AsSpan(0, phone.Index), Aside("phone", clean.Substring(phone.Index, phone.Length)), clean.AsSpan(phone.Index + phone.Length));
        clean = LongNumber().Replace(clean, match => Aside("number", match.Value));
        if (name is { Length: > 0 }) clean = clean.Replace(name, Aside("name", name), StringComparison.OrdinalIgnoreCase);
        clean = Named().Replace(clean, match => Aside("name", match.Value));
        return Place().Replace(clean, match => found[match.Value[0] - '\uE000']);

        string Aside(string kind, string value)
        {
            if (found.Count > 1_000) return "";
            found.Add(with(kind, value));
            return ((char)('\uE000' + found.Count - 1)).ToString();
        }
    }

    [GeneratedRegex(@"[A-Z0-9._%+-]+@[A-Z0-9-]+(?:\.[A-Z0-9-]+)+", RegexOptions.IgnoreCase)]
    private static partial Regex Email();

    [GeneratedRegex(@"(?<![A-Z0-9])(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-HJ-NPR-Z0-9]{17}(?![A-Z0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex Vin();

    [GeneratedRegex(@"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-Z][·•. -]?[A-Z0-9]{4,5}[A-Z0-9挂学警港澳]", RegexOptions.IgnoreCase)]
    private static partial Regex Plate();

    [GeneratedRegex(@"\d(?:[ -]?\d){6,}[Xx]?")]
    private static partial Regex LongNumber();

    [GeneratedRegex($@"(?<=我(?:叫|是|姓))[{Surnames}]\p{{IsCJKUnifiedIdeographs}}{{0,2}}(?=[\s,.!?，。！？;；]|$)|[{Surnames}]\p{{IsCJKUnifiedIdeographs}}{{0,2}}?(?=先生|女士|小姐|太太)|(?<=\b(?:Mr|Mrs|Ms|Miss|Dr)\.? )[A-Z]\p{{L}}+|(?<=\b(?:[Mm]y name is|[Nn]ame's) )[A-Z]\p{{L}}+(?: [A-Z]\p{{L}}+)?")]
    private static partial Regex Named();

    [GeneratedRegex(@"[\uE000-\uF8FF]")]
    private static partial Regex Place();

    [GeneratedRegex(@"[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|[\uE000-\uF8FF\uFFFE]")]
    private static partial Regex LoneSurrogate();
}
