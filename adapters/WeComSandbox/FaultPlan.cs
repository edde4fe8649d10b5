namespace Crm.Adapters.WeComSandbox;

/// <summary>All faults as plain JSON. What is absent (null) stays as it is.</summary>
public sealed record FaultPlan
{
    public int? Seed { get; init; }

    /// <summary>Replaces all rates: each with a <c>percent</c>.</summary>
    public IReadOnlyList<PlannedFault>? Rates { get; init; }

    /// <summary>Replaces what waits for the next calls: each with its <c>times</c>.</summary>
    public IReadOnlyList<PlannedFault>? Next { get; init; }

    public bool? DuplicateCallbacks { get; init; }

    public double? DuplicatePercent { get; init; }

    public bool? ReorderCallbacks { get; init; }

    public double? ReorderPercent { get; init; }

    public double? LosePercent { get; init; }

    public double? ExpiredCodePercent { get; init; }

    public bool? DuplicateMessages { get; init; }

    public bool? EmptyPage { get; init; }

    /// <summary>0 = no limit.</summary>
    public int? PageSize { get; init; }

    /// <summary>0 = no limit.</summary>
    public int? TokenLimit { get; init; }

    public int? WrongSecretCode { get; init; }

    public int? WrongSecretsBeforeBlock { get; init; }

    public int? CallsPerMinute { get; init; }

    /// <summary>0 = no limit.</summary>
    public int? MostParallelCalls { get; init; }

    public int? TokenlessPullsPerMinute { get; init; }

    public bool? SuppressRepeatedMessages { get; init; }

    public bool? WelcomeBusy { get; init; }

    public bool? ConsoleWelcome { get; init; }

    public bool? MisspellOptionIds { get; init; }
}

/// <summary>One fault of a plan: exactly one of <c>code</c>, <c>http</c>, <c>slowMs</c> and <c>reset</c>.</summary>
/// <param name="Call">Path below <c>/cgi-bin/</c>, or <c>*</c>.</param>
/// <param name="Reset"><c>after</c> or <c>before</c> the call is done.</param>
public sealed record PlannedFault(string? Call = null, double? Percent = null, int? Times = null, int? Code = null, int? Http = null, int? SlowMs = null, string? Reset = null)
{
    /// <summary>Null where it says nothing that can be done.</summary>
    public Fault? ToFault() => this switch
    {
        { Code: { } code } => Fault.Code(code),
        { Http: { } status and >= 400 and <= 599 } => Fault.Http(status),
        { SlowMs: { } pause and > 0 } => Fault.Slow(TimeSpan.FromMilliseconds(pause)),
        { Reset: "after" } => Fault.ResetAfter,
        { Reset: "before" } => Fault.ResetBefore,
        _ => null,
    };

    internal static PlannedFault Of(string call, Fault fault) => new(call)
    {
        Code = fault.ErrorCode,
        Http = fault.HttpStatus,
        SlowMs = fault.Pause > TimeSpan.Zero ? (int)fault.Pause.TotalMilliseconds : null,
        Reset = fault.Reset ? fault.Processes ? "after" : "before" : null,
    };
}

public sealed partial class Faults
{
    /// <summary>Sets what the plan names.</summary>
    /// <exception cref="ArgumentException">A fault says nothing that can be done.</exception>
    public void Apply(FaultPlan plan)
    {
        var rates = plan.Rates?.Select(fault => new FaultRate(fault.Call ?? "*", Need(fault), fault.Percent ?? 100)).ToArray();
        var next = plan.Next?.SelectMany(fault => Enumerable.Repeat((fault.Call ?? "*", Need(fault)), Math.Clamp(fault.Times ?? 1, 1, 1000))).ToArray();
        if (plan.Seed is { } seed)
            Seed = seed;
        lock (_gate)
        {
            if (rates is not null)
                Replace(_rates, rates);
            if (next is not null)
                Replace(_next, next);
        }

        DuplicateCallbacks = plan.DuplicateCallbacks ?? DuplicateCallbacks;
        DuplicatePercent = plan.DuplicatePercent ?? DuplicatePercent;
        ReorderCallbacks = plan.ReorderCallbacks ?? ReorderCallbacks;
        ReorderPercent = plan.ReorderPercent ?? ReorderPercent;
        LosePercent = plan.LosePercent ?? LosePercent;
        ExpiredCodePercent = plan.ExpiredCodePercent ?? ExpiredCodePercent;
        DuplicateMessages = plan.DuplicateMessages ?? DuplicateMessages;
        EmptyPage = plan.EmptyPage ?? EmptyPage;
        PageSize = Limit(plan.PageSize, PageSize);
        TokenLimit = Limit(plan.TokenLimit, TokenLimit);
        WrongSecretCode = plan.WrongSecretCode ?? WrongSecretCode;
        WrongSecretsBeforeBlock = plan.WrongSecretsBeforeBlock ?? WrongSecretsBeforeBlock;
        CallsPerMinute = plan.CallsPerMinute ?? CallsPerMinute;
        MostParallelCalls = Limit(plan.MostParallelCalls, MostParallelCalls);
        TokenlessPullsPerMinute = plan.TokenlessPullsPerMinute ?? TokenlessPullsPerMinute;
        SuppressRepeatedMessages = plan.SuppressRepeatedMessages ?? SuppressRepeatedMessages;
        WelcomeBusy = plan.WelcomeBusy ?? WelcomeBusy;
        ConsoleWelcome = plan.ConsoleWelcome ?? ConsoleWelcome;
        MisspellOptionIds = plan.MisspellOptionIds ?? MisspellOptionIds;
    }

    /// <summary>Everything as it stands.</summary>
    public FaultPlan ToPlan()
    {
        lock (_gate)
        {
            return new FaultPlan
            {
                Seed = Seed,
                Rates = [.. _rates.Select(rate => PlannedFault.Of(rate.Call, rate.Fault) with { Percent = rate.Percent })],
                Next = [.. _next.Select(next => PlannedFault.Of(next.Call, next.Fault) with { Times = 1 })],
                DuplicateCallbacks = DuplicateCallbacks, DuplicatePercent = DuplicatePercent, ReorderCallbacks = ReorderCallbacks,
                ReorderPercent = ReorderPercent, LosePercent = LosePercent, ExpiredCodePercent = ExpiredCodePercent,
                DuplicateMessages = DuplicateMessages, EmptyPage = EmptyPage, PageSize = PageSize ?? 0, TokenLimit = TokenLimit ?? 0,
                WrongSecretCode = WrongSecretCode, WrongSecretsBeforeBlock = WrongSecretsBeforeBlock, CallsPerMinute = CallsPerMinute,
                MostParallelCalls = MostParallelCalls ?? 0, TokenlessPullsPerMinute = TokenlessPullsPerMinute,
                SuppressRepeatedMessages = SuppressRepeatedMessages, WelcomeBusy = WelcomeBusy, ConsoleWelcome = ConsoleWelcome,
                MisspellOptionIds = MisspellOptionIds,
            };
        }
    }

    private static Fault Need(PlannedFault fault) =>
        fault.ToFault() ?? throw new ArgumentException("A fault has one of code, http (400 to 599), slowMs and reset (after, before).");

    private static int? Limit(int? planned, int? current) => planned switch { null => current, <= 0 => null, var limit => limit };

    private static void Replace<T>(List<T> list, T[] by)
    {
        list.Clear();
        list.AddRange(by);
    }
}
