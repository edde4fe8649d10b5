using System.Globalization;

namespace Crm.Bench.Bots;

/// <summary>Which turns were acknowledged and how often each was answered. Turns are numbered from 1; their activity id is <c>a</c> and eight digits.</summary>
internal sealed class TurnLedger
{
    private const int Most = 4_000_000;

    private readonly byte[] _acknowledged = new byte[Most];
    private readonly int[] _answers = new int[Most];
    private int _delivered;
    private int _strange;

    public int Delivered => Volatile.Read(ref _delivered);

    public int Acknowledged { get; private set; }

    /// <summary>Answers that name no turn of ours.</summary>
    public int Strange => Volatile.Read(ref _strange);

    public int Lost => Enumerable.Range(0, Most).Count(i => _acknowledged[i] == 1 && _answers[i] == 0);

    public int Doubled => _answers.Count(answers => answers > 1);

    /// <summary>Called on the generator's thread only.</summary>
    public void Taken(long number)
    {
        _acknowledged[number] = 1;
        Acknowledged++;
    }

    public void Answered(string? replyToId)
    {
        if (replyToId is ['a', .. var digits] && int.TryParse(digits, CultureInfo.InvariantCulture, out var number) && number is > 0 and < Most)
        {
            if (Interlocked.Increment(ref _answers[number]) == 1) Interlocked.Increment(ref _delivered);
        }
        else
        {
            Interlocked.Increment(ref _strange);
        }
    }
}
