namespace Crm.Tests.Support.Talks;

/// <summary>
/// A whole conversation as a text file:
/// <c>@ locale en</c> sets something up, <c>&gt; words</c> or <c>&gt; #2</c> is the customer (the second answer offered),
/// <c>* image</c> a file, <c>+ 30m</c> time that passes, <c>&lt; key</c> the answer by the key of its text, <c>~ words</c> something it
/// says, <c>&lt; -</c> that nothing is said, and <c>= leads 1</c> what the store holds at the end.
/// </summary>
public sealed record Transcript(string Name, IReadOnlyDictionary<string, string> Setup, IReadOnlyList<Line> Lines)
{
    public static string Folder { get; } = Path.Combine(TestEnvironment.RepositoryRoot, "tests", "Crm.Core.Tests", "Data", "talks");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static Transcript Read(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, $"{name}.txt")).Select((text, at) => new Line(at + 1, text.Length == 0 ? '#' : text[0], text.Length < 3 ? "" : text[2..].Trim()))
            .Where(line => line.Mark != '#').ToList();
        var setup = lines.Where(line => line.Mark == '@').Select(line => line.Text.Split(' ', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return new Transcript(name, setup, [.. lines.Where(line => line.Mark != '@')]);
    }
}

/// <param name="Mark">One of <c>&gt; * + &lt; ~ =</c>.</param>
public sealed record Line(int Number, char Mark, string Text);
