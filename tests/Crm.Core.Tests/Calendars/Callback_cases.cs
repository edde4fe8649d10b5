using System.Globalization;
using System.Text.Json;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Core.Tests.Calendars;

public sealed class Callback_cases
{
    public static TheoryData<string, ClockMode> DueCases => new(
        from c in CallbackCases.Of("due")
        from mode in Enum.GetValues<ClockMode>()
        select (c.Text("id"), mode));

    [Theory, MemberData(nameof(DueCases))]
    public void Due_times_equal_the_reference(string id, ClockMode mode)
    {
        var @case = CallbackCases.Of("due").Single(c => c.Text("id") == id);
        var calendar = CallbackCases.Calendar(@case.Text("calendar"));

        var due = calendar.Due(
            @case.Instant("request"),
            TimeSpan.FromMinutes(@case.GetProperty("minutes").GetInt32()),
            mode);

        var expected = @case.GetProperty("expect").GetProperty(mode == ClockMode.Fit ? "fit" : "carry");
        due.Due.ShouldBe(expected.Instant("dueUtc"), @case.Text("why"));
        LocalTimes.At(due.Due, calendar.TimeZone).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture).ShouldBe(expected.Text("due"));
        due.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Elapsed_time_equals_the_reference()
    {
        foreach (var @case in CallbackCases.Of("elapsed"))
        {
            CallbackCases.Calendar(@case.Text("calendar"))
                .Elapsed(@case.Instant("from"), @case.Instant("to"))
                .ShouldBe(TimeSpan.FromMinutes(@case.GetProperty("expect").GetProperty("minutes").GetInt32()));
        }
    }

    [Fact]
    public void Local_times_in_gaps_and_folds_resolve_as_in_the_reference()
    {
        foreach (var item in Items("resolveLocal"))
        {
            var resolved = LocalTimes.Resolve(item.Item.GetProperty("local").GetDateTime(), item.Item.Text("timeZone"));
            var expected = item.Item.GetProperty("expect");
            resolved.Instant.ShouldBe(expected.Instant("instant"));
            resolved.Kind.ShouldBe(expected.Text("kind") switch
            {
                "exact" => LocalTimeKind.Exact,
                "shifted_forward" => LocalTimeKind.ShiftedForward,
                _ => LocalTimeKind.Ambiguous,
            });
        }
    }

    [Fact]
    public void Slots_are_accepted_and_refused_as_in_the_reference()
    {
        foreach (var (@case, item) in Items("slot"))
        {
            var start = LocalTimes.Resolve(item.GetProperty("localStart").GetDateTime(), item.Text("customerTimeZone")).Instant;
            var length = TimeSpan.FromMinutes(item.GetProperty("minutes").GetInt32());
            var check = CallbackCases.Calendar(@case.Text("calendar")).CheckSlot(start, length);
            var expected = item.GetProperty("expect");

            check.Accepted.ShouldBe(expected.GetProperty("accepted").GetBoolean());
            if (check.Accepted)
            {
                start.ShouldBe(expected.Instant("start"));
                (start + length).ShouldBe(expected.Instant("end"));
            }
            else
                check.Reason.ShouldBe(expected.Text("reason"));
        }
    }

    [Fact]
    public void Every_case_is_covered_here() =>
        CallbackCases.Root.GetProperty("cases").EnumerateArray().Select(c => c.Text("op")).Distinct()
            .ShouldBe(["due", "elapsed", "resolveLocal", "slot"]);

    private static IEnumerable<(JsonElement Case, JsonElement Item)> Items(string op) =>
        from c in CallbackCases.Of(op) from i in c.GetProperty("items").EnumerateArray() select (c, i);
}
