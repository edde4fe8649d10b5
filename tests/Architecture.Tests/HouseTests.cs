using Architecture.Tests.Planted;
using Architecture.Tests.Rules;

namespace Architecture.Tests;

/// <summary>Habits of the tree, each beside a small tree that breaks it.</summary>
public class HouseTests
{
    [Fact]
    public void No_file_is_longer_than_400_lines() => House.LongFiles(Checkout.Ours).ShouldBeEmpty();

    [Fact]
    public void A_file_of_401_lines_is_found_and_one_of_400_is_not()
    {
        using var planted = new PlantedCheckout()
            .With("A/Long.cs", string.Concat(Enumerable.Repeat("x\n", 401)))
            .With("A/Fits.cs", string.Concat(Enumerable.Repeat("x\n", 400)))
            .With("A/obj/Generated.cs", string.Concat(Enumerable.Repeat("x\n", 900)));
        House.LongFiles(planted.Checkout).ShouldHaveSingleItem().ShouldStartWith("A/Long.cs");
    }

    [Fact]
    public void The_root_stays_small() => House.CrowdedRoot(Checkout.Ours).ShouldBeEmpty();

    [Fact]
    public void A_crowded_root_is_found()
    {
        using var planted = new PlantedCheckout().With("bin/x", "").With(".gitignore", "");
        for (var i = 0; i < House.MostRootEntries; i++)
            planted.With($"file{i}", "");
        House.CrowdedRoot(planted.Checkout).ShouldBeEmpty();
        planted.With("one-more", "");
        House.CrowdedRoot(planted.Checkout).ShouldHaveSingleItem();
    }

    [Fact]
    public void Every_project_is_in_the_solution() => House.ProjectsOutsideTheSolution(Checkout.Ours).ShouldBeEmpty();

    [Fact]
    public void A_project_outside_the_solution_is_found()
    {
        using var planted = new PlantedCheckout()
            .With("CrmPlugins.sln", """Project("{X}") = "A", "A\A.csproj", "{Y}" """)
            .With("A/A.csproj", "<Project />")
            .With("B/B.csproj", "<Project />");
        House.ProjectsOutsideTheSolution(planted.Checkout).ShouldHaveSingleItem().ShouldStartWith("B/B.csproj");
    }

    [Fact]
    public void Lock_files_are_there_and_name_no_registry() => House.LockFiles(Checkout.Ours).ShouldBeEmpty();

    [Fact]
    public void A_missing_lock_file_and_a_registry_address_are_found()
    {
        using var planted = new PlantedCheckout()
            .With("A/A.csproj", "<Project />")
            .With("tests/plugins/broken/broken.csproj", "<Project />")
            .With("web/package-lock.json", """{ "resolved": "https://packages.example/left-pad/-/left-pad-1.0.0.tgz" }""");
        var found = House.LockFiles(planted.Checkout).ToList();
        found.Count.ShouldBe(2);
        found.ShouldContain(line => line.StartsWith("A/A.csproj"));
        found.ShouldContain(line => line.StartsWith("web/package-lock.json"));
    }

    [Fact]
    public void The_clock_sleeping_and_random_ids_are_banned_everywhere() => House.BannedSymbols(Checkout.Ours).ShouldBeEmpty();

    [Fact]
    public void A_missing_ban_and_a_project_that_turns_it_off_are_found()
    {
        using var planted = new PlantedCheckout()
            .With("BannedSymbols.txt", "P:System.DateTime.Now; ask TimeProvider")
            .With("A/A.csproj", "<Project><PropertyGroup><NoWarn>RS0030</NoWarn></PropertyGroup></Project>");
        var found = House.BannedSymbols(planted.Checkout).ToList();
        found.ShouldContain(line => line.Contains("System.DateTime.UtcNow"));
        found.ShouldNotContain(line => line.Contains("P:System.DateTime.Now "));
        found.ShouldContain(line => line.StartsWith("Directory.Build.props"));
        found.ShouldContain(line => line.StartsWith("A/A.csproj"));
    }

    [Fact]
    public void No_file_names_a_place_on_one_machine() => House.MachinePaths(Checkout.Ours).ShouldBeEmpty();

    [Theory]
    [InlineData("home/alice/crm")]
    [InlineData("Users/alice/crm")]
    [InlineData("tmp/x")]
    public void A_planted_machine_path_is_found(string path)
    {
        // Put together here, so that this file does not break the rule itself.
        using var planted = new PlantedCheckout().With("docs/a.md", $"see {'/'}{path} for more").With("docs/b.md", $"see https://example.com{'/'}{path}");
        House.MachinePaths(planted.Checkout).ShouldHaveSingleItem().ShouldStartWith("docs/a.md");
    }
}
