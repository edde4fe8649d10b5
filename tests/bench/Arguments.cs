using System.Globalization;

namespace Crm.Bench;

/// <summary><c>--name value</c> pairs of a command line.</summary>
internal sealed class Arguments(IEnumerable<string> args)
{
    private readonly string[] _args = [.. args];

    public string? Text(string name)
    {
        var at = Array.IndexOf(_args, "--" + name);
        return at >= 0 && at + 1 < _args.Length ? _args[at + 1] : null;
    }

    public int Number(string name, int otherwise) =>
        Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
