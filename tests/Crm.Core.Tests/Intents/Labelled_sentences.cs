using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Plugins.Core.Leads.Intents;

namespace Crm.Core.Tests.Intents;

/// <summary>Sentences as customers write them, with what has to be understood. Add the ones that went wrong.</summary>
public sealed class Labelled_sentences
{
    /// <summary>Monday afternoon in Shanghai: what "tomorrow" and "three o'clock" are counted from.</summary>
    private static readonly DateTimeOffset Now = new(2026, 11, 16, 14, 0, 0, TimeSpan.FromHours(8));

    private static readonly string[] Locales = ["zh-CN", "en"];
    private static readonly RuleRecogniser Recogniser = new();

    public static TheoryData<string, string> Sentences => new(
        from locale in Locales
        from sentence in File(locale)
        select (locale, sentence.Text));

    [Theory, MemberData(nameof(Sentences))]
    public void Are_understood(string locale, string text)
    {
        var label = File(locale).Single(s => s.Text == text);
        var found = Recogniser.Recognise(text, locale);
        var what = $"{text} → {string.Join(", ", found.Intents)}; {string.Join(", ", found.SafetyWords)}";

        found.Top.ShouldBe(label.Top, what);
        foreach (var intent in label.Also)
            found.Has(intent).ShouldBeTrue($"{intent} missing: {what}");
        foreach (var intent in label.Not)
            found.Has(intent).ShouldBeFalse($"{intent} wrong: {what}");

        // These cost most when wrong, so a label without them means: not there.
        found.SafetyWords.Any().ShouldBe(label.Safety, what);
        found.IsOptOut.ShouldBe(label.Top == IntentNames.OptOut, what);
        found.Consent.ShouldBe(label.Consent, what);
        found.Phone.ShouldBe(label.Phone, what);
        found.HasBrokenPhone.ShouldBe(label.BrokenPhone, what);
        found.Name.ShouldBe(label.Name, what);
        found.TimeFrameDays.ShouldBe(label.Days, what);
        found.Brand.ShouldBe(label.Brand ?? (label.Series is null ? null : "Volkswagen"), what);
        found.Series.ShouldBe(label.Series, what);
        found.Model.ShouldBe(label.Model, what);
        Said(found.RequestedTime?.At(Now, "Asia/Shanghai")).ShouldBe(label.Time, what);
    }

    [Fact]
    public void There_are_enough_of_them_in_every_language()
    {
        File("zh-CN").Length.ShouldBeGreaterThanOrEqualTo(80);
        File("en").Length.ShouldBeGreaterThanOrEqualTo(80);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public void Every_intent_has_examples(string locale)
    {
        string[] known = [.. typeof(IntentNames).GetFields().Select(f => (string)f.GetRawConstantValue()!)];
        known.Except(File(locale).Select(s => s.Top ?? "")).ShouldBeEmpty();
    }

    private static string? Said(RequestedTime? time)
    {
        if (time is null)
            return null;
        var from = Text(time.From);
        return time.IsExact ? from : $"{from} - {Text(time.Until)[11..]}";

        static string Text(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    private static Label[] File(string locale) => JsonSerializer.Deserialize<Label[]>(
        System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", $"sentences.{locale}.json")), Json)!;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private sealed record Label
    {
        public required string Text { get; init; }
        public string? Top { get; init; }
        public string[] Also { get; init; } = [];
        public string[] Not { get; init; } = [];
        public bool Safety { get; init; }
        public bool? Consent { get; init; }
        public string? Phone { get; init; }
        public bool BrokenPhone { get; init; }
        public string? Name { get; init; }
        public int? Days { get; init; }
        public string? Brand { get; init; }
        public string? Series { get; init; }
        public string? Model { get; init; }
        public string? Time { get; init; }
    }
}
