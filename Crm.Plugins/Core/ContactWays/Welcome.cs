using System.Text;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;

namespace Crm.Plugins.Core.ContactWays;

/// <summary>One text of a welcome, as it was written.</summary>
/// <param name="Locale">zh-CN or en.</param>
/// <param name="Period"><c>any</c>, <c>in-hours</c> or <c>out-of-hours</c>.</param>
/// <param name="Text">May hold <c>{dealer}</c>, <c>{campaign}</c> and <c>{group}</c>.</param>
public sealed record WelcomeInput(string? Locale, string? Period, string? Text, IReadOnlyList<MessageAttachment>? Attachments = null);

/// <summary>A text ready to be sent.</summary>
public sealed record ReadyWelcome(string Locale, string Period, string Text, IReadOnlyList<MessageAttachment> Attachments);

/// <summary>How a welcome ended, as it is counted.</summary>
public static class WelcomeOutcome
{
    public const string Queued = "queued";
    public const string Sent = "sent";
    /// <summary>The platform gave no answer: perhaps it arrived.</summary>
    public const string Unconfirmed = "unconfirmed";
    public const string Late = "late";
    public const string DeadCode = "dead-code";
    public const string AlreadyWelcomed = "already-welcomed";
    public const string Failed = "failed";
    /// <summary>The platform gave no code to greet with: it greets by itself, or they had been talking.</summary>
    public const string NoCode = "no-code";

    public static readonly IReadOnlyList<string> All = [Queued, Sent, Unconfirmed, Late, DeadCode, AlreadyWelcomed, Failed, NoCode];
}

/// <summary>Checks, renders and chooses welcomes; no I/O.</summary>
public static class WelcomeRules
{
    public const string Any = "any";
    public const string InHours = "in-hours";
    public const string OutOfHours = "out-of-hours";

    private const int MostBytes = 4000;
    private const int MostAttachments = 9;
    private static readonly string[] Periods = [Any, InHours, OutOfHours];
    private static readonly string[] Kinds = ["image", "video", "file", "link", "app"];

    /// <summary>Fills the placeholders once, so that nothing is left to be found out when somebody scans.</summary>
    /// <exception cref="ProblemException">Names what is wrong.</exception>
    public static IReadOnlyList<ReadyWelcome> Render(IReadOnlyList<WelcomeInput> inputs, IReadOnlyDictionary<string, string> values)
    {
        var ready = inputs.Select(input => Render(input, values)).ToList();
        return ready.DistinctBy(text => (text.Locale, text.Period)).Count() == ready.Count
            ? ready
            : throw ProblemException.Invalid("welcome-twice", "Give one welcome per locale and period.");
    }

    /// <summary>The person's language before another, the hour's own text before the one for any hour.</summary>
    /// <param name="inHours">Somebody is on shift.</param>
    public static ReadyWelcome? Choose(IReadOnlyList<ReadyWelcome> texts, string locale, bool inHours)
    {
        var period = inHours ? InHours : OutOfHours;
        return texts.Where(text => text.Period == period || text.Period == Any)
            .OrderBy(text => text.Locale == locale ? 0 : 1).ThenBy(text => text.Period == period ? 0 : 1).FirstOrDefault();
    }

    private static ReadyWelcome Render(WelcomeInput input, IReadOnlyDictionary<string, string> values)
    {
        var locale = Texts.Locales.FirstOrDefault(known => known.Equals(input.Locale ?? Texts.DefaultLocale, StringComparison.OrdinalIgnoreCase))
            ?? throw ProblemException.Invalid("unknown-locale", $"locale of a welcome is one of {string.Join(", ", Texts.Locales)}.");
        var period = input.Period ?? Any;
        if (!Periods.Contains(period)) throw ProblemException.Invalid("unknown-period", "period of a welcome is any, in-hours or out-of-hours.");
        var template = new TextTemplate(input.Text?.Trim() ?? "");
        var unknown = template.Placeholders.Where(name => !values.ContainsKey(name)).ToList();
        if (unknown.Count > 0)
            throw ProblemException.Invalid("unknown-placeholder", values.Count == 0
                ? "This welcome takes no placeholders: it is for codes we know nothing of."
                : $"A welcome knows {string.Join(", ", values.Keys.Select(name => $"{{{name}}}"))}.");
        var text = template.Fill(name => values[name]);
        if (Encoding.UTF8.GetByteCount(text) > MostBytes) throw ProblemException.Invalid("welcome-too-long", $"A welcome has at most {MostBytes} bytes, about {MostBytes / 3} Chinese characters.");
        var attachments = (input.Attachments ?? []).Select(Checked).ToList();
        if (attachments.Count > MostAttachments) throw ProblemException.Invalid("too-many-attachments", $"A welcome carries at most {MostAttachments} attachments.");
        if (text.Length == 0 && attachments.Count == 0) throw ProblemException.Invalid("welcome-empty", "Write a text or add an attachment, or leave this welcome out.");
        return new ReadyWelcome(locale, period, text, attachments);
    }

    private static MessageAttachment Checked(MessageAttachment attachment)
    {
        if (!Kinds.Contains(attachment.Kind)) throw ProblemException.Invalid("unknown-attachment", $"kind of an attachment is one of {string.Join(", ", Kinds)}.");
        var complete = attachment.Kind switch
        {
            "link" => Has(attachment.Title) && Uri.TryCreate(attachment.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https",
            "app" => Has(attachment.Title) && Has(attachment.AppId) && Has(attachment.Url) && Has(attachment.MediaId),
            _ => Has(attachment.MediaId),
        };
        return complete ? attachment : throw ProblemException.Invalid("bad-attachment",
            "A link needs title and url (http or https); a mini program (app) title, appId, url (its page) and mediaId (its picture); everything else mediaId.");
    }

    private static bool Has(string? text) => !string.IsNullOrWhiteSpace(text);
}
