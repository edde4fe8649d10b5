using Architecture.Tests.Planted;
using Architecture.Tests.Rules;

namespace Architecture.Tests;

public class ContactClassTests
{
    [Fact]
    public void Every_class_that_queues_messages_says_by_what_right() => ContactClasses.Violations(Built.Core).ShouldBeEmpty();

    [Fact]
    public void Planted_senders_without_a_right_or_without_the_gate_are_found()
    {
        using var planted = PlantedAssembly.Ours;
        var found = ContactClasses.Violations(planted).ToList();
        found.Count.ShouldBe(3, string.Join('\n', found));
        found.ShouldContain(place => place.StartsWith("Planted.Core.Sending.SaysNothing queues messages"));
        found.ShouldContain(place => place.StartsWith("Planted.Core.Sending.CallsItAnAnswer asks for a mass send"));
        found.ShouldContain(place => place.StartsWith("Planted.Core.Sending.SaysGated says it is gated"));
    }
}
