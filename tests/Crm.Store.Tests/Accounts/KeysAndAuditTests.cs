using System.Xml.Linq;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Shared.Api;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Accounts;

public sealed class KeysAndAuditTests
{
    [Theory, OnEachDatabase]
    public async Task Cookie_keys_come_back_as_they_were_stored(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var keys = new AccountStore(store).Keys;
        keys.GetAllElements().ShouldBeEmpty();
        keys.StoreElement(new XElement("key", new XAttribute("id", "1"), "geheim 钥匙"), "first");
        keys.StoreElement(new XElement("key", new XAttribute("id", "2")), "second");
        new AccountStore(store).Keys.GetAllElements().Select(e => (string)e.Attribute("id")!).ShouldBe(["1", "2"]);
        keys.GetAllElements().First().Value.ShouldBe("geheim 钥匙");
    }

    [Theory, OnEachDatabase]
    public async Task An_entry_is_written_with_the_change_or_not_at_all(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await Should.ThrowAsync<ProblemException>(() => store.Writer.WriteAsync<bool>(unit =>
        {
            Audit.Record(unit, "boss", "thing.changed", "1");
            throw ProblemException.Conflict("no", "No.");
        }));
        await store.Writer.WriteAsync(unit => Audit.Record(unit, "boss", "thing.changed", "2", "name"));
        var entry = (await Audit.ListAsync(store.Database, null, null, new PageRequest("~", 50))).ShouldHaveSingleItem();
        (entry.Subject, entry.Actor, entry.Action, entry.Detail, entry.ActorName).ShouldBe(("2", "boss", "thing.changed", "name", ""));
    }

    [Theory, OnEachDatabase]
    public async Task The_list_can_be_narrowed_to_a_subject_or_an_actor(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await store.Writer.WriteAsync(unit =>
        {
            Audit.Record(unit, "boss", "a", "1");
            Audit.Record(unit, "lead", "b", "1");
            Audit.Record(unit, "boss", "c", "2");
        });
        async Task<string> Actions(string? subject, string? actor) =>
            string.Concat((await Audit.ListAsync(store.Database, subject, actor, new PageRequest("~", 50))).Select(e => e.Action));
        (await Actions(null, null)).ShouldBe("cba");
        (await Actions("1", null)).ShouldBe("ba");
        (await Actions("1", "boss")).ShouldBe("a");
        (await Actions(null, "boss")).ShouldBe("ca");
    }
}
