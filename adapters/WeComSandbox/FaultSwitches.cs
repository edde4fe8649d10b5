namespace Crm.Adapters.WeComSandbox;

public sealed partial class Faults
{
    /// <summary>Where the percentages are drawn from; setting it starts the row again.</summary>
    public int Seed
    {
        get => _seed;
        set
        {
            lock (_gate)
                (_seed, _random) = (value, new Random(value));
        }
    }

    /// <summary>Each callback is posted twice, with different nonces.</summary>
    public bool DuplicateCallbacks { get; set; }

    public double DuplicatePercent { get; set; }

    /// <summary>Every second callback overtakes the one before it.</summary>
    public bool ReorderCallbacks { get; set; }

    public double ReorderPercent { get; set; }

    /// <summary>So many of a hundred callbacks never leave.</summary>
    public double LosePercent { get; set; }

    /// <summary>So many of a hundred one-time codes are dead when they arrive.</summary>
    public double ExpiredCodePercent { get; set; }

    /// <summary>Each page of messages begins with the last message of the page before.</summary>
    public bool DuplicateMessages { get; set; }

    /// <summary>The next page is empty although more exist; switches itself off.</summary>
    public bool EmptyPage { get; set; }

    /// <summary>A page holds no more than this, whatever was asked for.</summary>
    public int? PageSize { get; set; }

    /// <summary>How many tokens may be asked for before <c>gettoken</c> answers 45009.</summary>
    public int? TokenLimit { get; set; }

    /// <summary>What a wrong secret answers: 40001 or 40091; both are seen.</summary>
    public int WrongSecretCode { get; set; } = 40001;

    /// <summary>So many wrong secrets within an hour block the address for an hour (45009).</summary>
    public int WrongSecretsBeforeBlock { get; set; } = 2000;

    /// <summary>Per company and API; then 45009 for a minute (4.9).</summary>
    public int CallsPerMinute { get; set; } = 10_000;

    /// <summary>More calls of one API at once answer 45033. The real number is not documented.</summary>
    public int? MostParallelCalls { get; set; }

    /// <summary>How many pulls a minute may come without the token of an event; then 45009.</summary>
    public int TokenlessPullsPerMinute { get; set; } = 60;

    /// <summary>A repeated <c>msgid</c> is taken but not shown again. The real platform's behaviour is not documented.</summary>
    public bool SuppressRepeatedMessages { get; set; }

    /// <summary>A second app is sending the welcome: 41096.</summary>
    public bool WelcomeBusy { get; set; }

    /// <summary>Every member has a welcome set at the console: scans carry no WelcomeCode.</summary>
    public bool ConsoleWelcome { get; set; }

    /// <summary>Card events spell <c>OpitonIds/OpitonId</c>, as the sample in circulation does (3.3).</summary>
    public bool MisspellOptionIds { get; set; }

    public void Clear()
    {
        lock (_gate)
        {
            _next.Clear();
            _rates.Clear();
            _lateFailures = _lostCallbacks = 0;
        }

        DuplicateCallbacks = ReorderCallbacks = DuplicateMessages = EmptyPage = SuppressRepeatedMessages = WelcomeBusy = ConsoleWelcome = MisspellOptionIds = false;
        DuplicatePercent = ReorderPercent = LosePercent = ExpiredCodePercent = 0;
        PageSize = TokenLimit = MostParallelCalls = null;
        (WrongSecretCode, WrongSecretsBeforeBlock, CallsPerMinute, TokenlessPullsPerMinute) = (40001, 2000, 10_000, 60);
        Seed = 1;
    }
}
