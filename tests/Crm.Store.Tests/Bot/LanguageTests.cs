using Crm.Plugins.Core.Shared;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Bot;

/// <summary>Another language is its files and nothing else.</summary>
public sealed class LanguageTests
{
    private static readonly (string, string) Esperanto = ("Crm:Languages:Path", Path.Combine(TestEnvironment.RepositoryRoot, "tests", "Crm.Store.Tests", "Data", "eo"));

    [Theory, OnEachDatabase]
    public async Task A_whole_dialog_is_held_in_a_language_that_was_added_by_files(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, null, Esperanto);
        var customer = new StoreSide(crm, "zh-CN");
        (await customer.WriteAsync("Esperanto", null))[0].Text.ShouldStartWith("Bone, ni daŭrigu");
        (await customer.WriteAsync("Prova veturo!", null))[0].Text.ShouldBe("Kiu aŭto interesas vin?");
        (await customer.WriteAsync("ID.4", null))[0].Text.ShouldBe("Kiam vi volas veni?");
        (await customer.WriteAsync("morgaŭ je la 15", null))[0].Text.ShouldBe("Kiu estas via telefonnumero?");
        (await customer.WriteAsync("13800138000", null))[0].Text.ShouldStartWith("Ĉu ni rajtas");
        var summary = (await customer.WriteAsync("jes", null))[0];
        summary.Text.ShouldContain("Vizito: morgaŭ (mardo) je 15:00");
        (await customer.WriteAsync("la unua", null))[0].Text.ShouldBe("Bone: nia klientservo telefonos al vi antaŭ hodiaŭ je 10:10 al 138****8000.");
        (await customer.LookAsync("visit")).ShouldBe("2026-03-03 15:00");
        (await customer.LookAsync("text-version")).ShouldBe("ask-consent.eo.1");
        await crm.NothingIsLostAsync();
    }

    [Fact]
    public void What_a_file_of_texts_lacks_is_said_in_English_and_a_wrong_file_is_named()
    {
        Languages.AddFrom(Esperanto.Item2);
        Texts.Format("eo", TextKeys.Thanks).ShouldBe(Texts.Format("en", TextKeys.Thanks));
        Languages.LocaleFor("eo-XX").ShouldBe("eo");
        using var folder = new TestFolder();
        File.WriteAllText(Path.Combine(folder.Path, "words.xx.json"), "{ \"locale\": \"xx\" }");
        Should.Throw<FormatException>(() => Languages.AddFrom(folder.Path)).Message.ShouldContain("words.xx.json");
    }
}
