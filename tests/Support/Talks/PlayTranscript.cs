using System.Globalization;
using Shouldly;

namespace Crm.Tests.Support.Talks;

/// <summary>Holds a conversation line by line and compares every answer.</summary>
/// <param name="presses">Chooses by button where the channel has them; else by writing the number.</param>
public sealed class PlayTranscript(Transcript transcript, ICustomerSide side, bool presses)
{
    private IReadOnlyList<Heard> _heard = [];
    private IReadOnlyList<(string Id, string Title)> _choices = [];
    private int _read;

    public async Task RunAsync()
    {
        foreach (var line in transcript.Lines)
        {
            var where = $"{transcript.Name}.txt line {line.Number}: {line.Mark} {line.Text}";
            if (line.Mark is '>' or '*' or '+') Done(where);
            switch (line.Mark)
            {
                case '>':
                    Hear(await SayAsync(line.Text, where));
                    break;
                case '*':
                    Hear(await side.SendAsync(line.Text));
                    break;
                case '+':
                    Hear(await side.WaitAsync(Span(line.Text)));
                    break;
                case '<' when line.Text == "-":
                    _heard.ShouldBeEmpty($"{where}, but: {Shown}");
                    break;
                case '<':
                    _read.ShouldBeLessThan(_heard.Count, $"{where}: nothing (more) was said. {Shown}");
                    side.Is(_heard[_read], line.Text).ShouldBeTrue($"{where}, but: {Shown}");
                    _read++;
                    break;
                case '~':
                    _heard[_read - 1].Text.ShouldContain(line.Text, customMessage: where);
                    break;
                case '=':
                    var (what, expected) = (line.Text.Split(' ', 2)[0], line.Text.Split(' ', 2)[^1]);
                    (await side.LookAsync(what)).ShouldBe(expected, where);
                    break;
                default:
                    throw new FormatException($"{where} is no line of a transcript.");
            }
        }

        Done($"{transcript.Name}.txt, its end");
    }

    private string Shown => string.Join(" | ", _heard.Select(heard => $"[{heard.Notice}] {heard.Text} {string.Join(" / ", heard.Choices.Select(choice => choice.Title))}"));

    private Task<IReadOnlyList<Heard>> SayAsync(string text, string where)
    {
        if (!text.StartsWith('#')) return side.WriteAsync(text == "<5000>" ? string.Concat(Enumerable.Repeat("长", 5000)) : text, null);
        var at = int.Parse(text[1..], CultureInfo.InvariantCulture);
        _choices.Count.ShouldBeGreaterThanOrEqualTo(at, $"{where}: {Shown}");
        var (id, title) = _choices[at - 1];
        return presses ? side.WriteAsync(title, id) : side.WriteAsync(text[1..], null);
    }

    private void Hear(IReadOnlyList<Heard> heard)
    {
        (_heard, _read) = (heard, 0);
        if (heard.LastOrDefault(message => message.Choices.Count > 0) is { } offered) _choices = offered.Choices;
    }

    // One answer per line of the customer is what people bear; more than the transcript says is a fault.
    private void Done(string where) => _read.ShouldBe(_heard.Count, $"before {where} was more said than expected: {Shown}");

    private static TimeSpan Span(string text) => text[^1] switch
    {
        'm' => TimeSpan.FromMinutes(int.Parse(text[..^1], CultureInfo.InvariantCulture)),
        'h' => TimeSpan.FromHours(int.Parse(text[..^1], CultureInfo.InvariantCulture)),
        _ => throw new FormatException($"{text}: write 30m or 20h."),
    };
}
