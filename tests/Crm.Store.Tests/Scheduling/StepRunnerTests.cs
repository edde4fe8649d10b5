using Crm.Plugins.Core.Scheduling;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Scheduling;

/// <summary>The promise clock without its alarm clock: rows, claims and completions, on the fake clock.</summary>
public sealed class StepRunnerTests
{
    private const string Effects = "select count(*) from alert";
    private const string StateOf = "select state from step where subject_id = @id";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory, OnEachDatabase]
    public async Task A_step_fires_at_its_second_and_once(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var handler = new RecordingStep();
        using var runner = Runner(store, handler);
        var steps = new Steps(store.Database);
        await store.Writer.WriteAsync(unit => steps.Add(unit, "p1", "deadline", "test", unit.Now + TimeSpan.FromSeconds(59.5)));

        store.Time.Advance(TimeSpan.FromMilliseconds(59_999));
        (await runner.RunDueAsync(default)).ShouldBe(0, "due times are rounded up to whole seconds");
        store.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await runner.RunDueAsync(default)).ShouldBe(1);
        (await runner.RunDueAsync(default)).ShouldBe(0);
        (await store.CountAsync(Effects)).ShouldBe(1);
        (await steps.ForAsync("p1", default)).ShouldHaveSingleItem().State.ShouldBe(StepState.Done);
    }

    [Theory, OnEachDatabase]
    public async Task Bell_sweep_and_two_nodes_at_once_handle_each_step_once(string provider)
    {
        await using var one = await TestStore.CreateAsync(provider);
        await using var two = provider == TestDatabase.Postgres ? one.AnotherNode() : null;
        using var first = Runner(one, new RecordingStep());
        using var second = Runner(two ?? one, new RecordingStep());
        var steps = new Steps(one.Database);
        await one.Writer.WriteAsync(unit =>
        {
            for (var i = 0; i < 700; i++) steps.Add(unit, $"p{i}", "deadline", "test", unit.Now + Minute);
        });
        one.Time.Advance(Minute);

        var handled = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => (i % 2 == 0 ? first : second).RunDueAsync(default))));
        await first.RunDueAsync(default);
        handled.Sum().ShouldBeLessThanOrEqualTo(700);
        (await one.CountAsync(Effects)).ShouldBe(700);
        (await one.CountAsync("select count(*) from step where state = 2")).ShouldBe(700);
    }

    [Theory, OnEachDatabase]
    public async Task A_lost_bell_costs_one_sweep(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var handler = new RecordingStep();
        using var runner = Runner(store, handler);
        await runner.StartAsync(default);
        await Probe.Until(() => store.Time.PendingTimers == 1, "the first look");
        await store.Writer.WriteAsync(unit => new Steps(store.Database).Add(unit, "p1", "deadline", "test", unit.Now + TimeSpan.FromSeconds(1)));

        store.Time.Advance(TimeSpan.FromSeconds(5));
        await Probe.Until(() => handler.Committed.Count == 1, "the sweep");
        handler.Committed.ShouldHaveSingleItem().LateMs.ShouldBeLessThanOrEqualTo(5000);
        await runner.StopAsync(default);
    }

    [Theory, OnEachDatabase]
    public async Task What_fell_due_while_nothing_ran_is_handled_at_start(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await store.Writer.WriteAsync(unit => new Steps(store.Database).Add(unit, "p1", "deadline", "test", unit.Now + Minute));
        store.Time.Advance(TimeSpan.FromDays(1));

        var handler = new RecordingStep();
        using var runner = Runner(store, handler);
        await runner.StartAsync(default);
        await Probe.Until(() => handler.Committed.Count == 1, "the overdue step");
        await runner.StopAsync(default);
    }

    [Theory, OnEachDatabase]
    public async Task The_claim_of_a_dead_node_is_taken_over_and_its_late_end_is_refused(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await store.Writer.WriteAsync(unit => new Steps(store.Database).Add(unit, "p1", "deadline", "test", unit.Now + Minute));
        store.Time.Advance(Minute);
        var dead = await store.Writer.WriteAsync(unit => StepClaims.Take(unit, "dead-node", unit.NowMs, 10));
        dead.Count.ShouldBe(1);

        using var runner = Runner(store, new RecordingStep());
        (await runner.RunDueAsync(default)).ShouldBe(0, "the claim still holds");
        store.Time.Advance(StepClaims.Length);
        (await runner.RunDueAsync(default)).ShouldBe(1);
        (await store.Writer.WriteAsync(unit => StepClaims.Complete(unit, dead[0], "dead-node"))).ShouldBeFalse("the fence");
        (await store.CountAsync(Effects)).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task An_older_claim_of_the_same_node_is_fenced_too(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await store.Writer.WriteAsync(unit => new Steps(store.Database).Add(unit, "p1", "deadline", "test", unit.Now));
        store.Time.Advance(TimeSpan.FromSeconds(1));
        var stale = (await store.Writer.WriteAsync(unit => StepClaims.Take(unit, store.Node.Id, unit.NowMs, 10)))[0];
        store.Time.Advance(StepClaims.Length);

        using var runner = Runner(store, new RecordingStep());
        (await runner.RunDueAsync(default)).ShouldBe(1);
        await runner.RunAsync(stale);
        (await store.CountAsync(Effects)).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_cancelled_step_never_fires_even_if_it_was_claimed(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var steps = new Steps(store.Database);
        await store.Writer.WriteAsync(unit =>
        {
            steps.Add(unit, "p1", "nudge", "test", unit.Now);
            steps.Add(unit, "p1", "deadline", "test", unit.Now);
            steps.Add(unit, "p2", "deadline", "test", unit.Now);
        });
        store.Time.Advance(TimeSpan.FromSeconds(1));
        var claimed = await store.Writer.WriteAsync(unit => StepClaims.Take(unit, store.Node.Id, unit.NowMs, 10));
        await store.Writer.WriteAsync(unit => Steps.Cancel(unit, "p1"));
        await store.Writer.WriteAsync(unit => Steps.Cancel(unit, "p2", "nudge"));

        using var runner = Runner(store, new RecordingStep());
        foreach (var step in claimed) await runner.RunAsync(step);
        store.Time.Advance(TimeSpan.FromDays(1));
        await runner.RunDueAsync(default);
        (await store.Database.QueryAsync<string>("select subject_id from alert")).ShouldBe(["p2"]);
    }

    [Theory, OnEachDatabase]
    public async Task A_step_moved_while_it_was_claimed_fires_at_its_new_time_only(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var steps = new Steps(store.Database);
        await store.Writer.WriteAsync(unit => steps.Add(unit, "p1", "deadline", "test", unit.Now));
        store.Time.Advance(TimeSpan.FromSeconds(1));
        var claimed = (await store.Writer.WriteAsync(unit => StepClaims.Take(unit, store.Node.Id, unit.NowMs, 10)))[0];
        await store.Writer.WriteAsync(unit => steps.Add(unit, "p1", "deadline", "test", unit.Now + Minute));

        using var runner = Runner(store, new RecordingStep());
        await runner.RunAsync(claimed);
        (await store.CountAsync(Effects)).ShouldBe(0);
        store.Time.Advance(Minute);
        (await runner.RunDueAsync(default)).ShouldBe(1);
        (await store.CountAsync(Effects)).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_handler_may_set_its_own_step_anew(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var steps = new Steps(store.Database);
        var handler = new RecordingStep { Before = (unit, step) => steps.Add(unit, step.SubjectId, step.Step, step.Kind, unit.Now + Minute) };
        using var runner = Runner(store, handler);
        await store.Writer.WriteAsync(unit => steps.Add(unit, "p1", "nudge", "test", unit.Now));
        for (var i = 0; i < 3; i++)
        {
            store.Time.Advance(Minute);
            (await runner.RunDueAsync(default)).ShouldBe(1);
        }

        (await store.CountAsync(StateOf, new { id = "p1" })).ShouldBe((long)StepState.Waiting);
    }

    [Theory, OnEachDatabase]
    public async Task A_failing_step_leaves_no_trace_is_tried_later_and_ends_on_the_shelf_after_ten_tries(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var steps = new Steps(store.Database);
        var tries = 0;
        var handler = new RecordingStep
        {
            Before = (unit, _) =>
            {
                tries++;
                unit.Add("insert into setting (key, value) values ('half', 'done')");
                throw new InvalidOperationException("the dealer's calendar is gone");
            },
        };
        using var runner = Runner(store, handler);
        await store.Writer.WriteAsync(unit => steps.Add(unit, "p1", "deadline", "test", unit.Now));
        store.Time.Advance(TimeSpan.FromSeconds(1));
        await runner.RunDueAsync(default);
        (await runner.RunDueAsync(default)).ShouldBe(0, "it backs off");
        for (var i = 0; i < 20; i++)
        {
            store.Time.Advance(TimeSpan.FromMinutes(15));
            await runner.RunDueAsync(default);
        }

        tries.ShouldBe(StepRunner.MostAttempts);
        (await store.CountAsync("select count(*) from setting")).ShouldBe(0);
        var dead = (await steps.DeadAsync(10, default)).ShouldHaveSingleItem();
        dead.Fault.ShouldNotBeNull().ShouldContain("calendar is gone");

        handler.Before = (_, _) => { };
        await store.Writer.WriteAsync(unit => steps.Revive(unit, "p1", "deadline").ShouldBeTrue());
        (await runner.RunDueAsync(default)).ShouldBe(1);
        (await store.CountAsync(Effects)).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task One_failing_step_does_not_hold_up_the_others(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var handler = new RecordingStep
        {
            Before = (_, step) =>
            {
                if (step.SubjectId == "p3") throw new InvalidOperationException("bad");
            },
        };
        using var runner = Runner(store, handler);
        await store.Writer.WriteAsync(unit =>
        {
            for (var i = 0; i < 10; i++) new Steps(store.Database).Add(unit, $"p{i}", "deadline", i == 5 ? "nobody's" : "test", unit.Now);
        });
        store.Time.Advance(TimeSpan.FromSeconds(1));
        await runner.RunDueAsync(default);

        (await store.CountAsync(Effects)).ShouldBe(8);
        store.Log.Text.ShouldContain("No handler is registered for steps of kind 'nobody's'");
    }

    private static StepRunner Runner(TestStore store, params IStepHandler[] handlers) =>
        new(store.Database, store.Writer, store.Node, handlers, store.Time, store.Log.For<StepRunner>());
}
