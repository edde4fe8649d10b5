using Architecture.Tests.Planted;
using Architecture.Tests.Rules;

namespace Architecture.Tests;

public class SqlOwnershipTests
{
    /// <summary>Crossings on purpose. Add one only with a reason that a call or an event cannot serve.</summary>
    private static readonly SqlException[] Allowed =
    [
        new("Dealers", "setting", "setting is the store's shelf of keys; this key belongs to Dealers"),
        new("Routing", "setting", "reads the same key inside its own snapshot query"),
    ];

    private static readonly Dictionary<string, string> PlantedOwners = new() { ["lead"] = "Leads", ["offer"] = "Routing" };

    [Fact]
    public void No_slice_names_the_tables_of_another()
    {
        var owners = SqlOwnership.Owners(Checkout.Ours);
        owners.ShouldContainKeyAndValue("lead", "Leads");
        new SqlOwnership(owners, "Crm.Plugins.Core.").Violations(Built.Core, Allowed).ShouldBeEmpty();
    }

    [Fact]
    public void Every_allowed_crossing_is_still_needed()
    {
        var found = new SqlOwnership(SqlOwnership.Owners(Checkout.Ours), "Crm.Plugins.Core.").Violations(Built.Core, []).ToList();
        Allowed.Where(a => !found.Any(f => f.Contains($"{a.Slice} names table {a.Table} ", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void No_migration_changes_the_tables_of_another_slice() =>
        new SqlOwnership(SqlOwnership.Owners(Checkout.Ours), "Crm.Plugins.Core.").ViolationsInMigrations(Checkout.Ours).ShouldBeEmpty();

    [Fact]
    public void Planted_sql_is_found_in_constants_and_in_code_and_the_reader_may_only_read()
    {
        using var planted = PlantedAssembly.Ours;
        var found = new SqlOwnership(PlantedOwners, "Planted.Core.").Violations(planted, []).ToList();
        found.Count.ShouldBe(3);
        found.ShouldContain(place => place.StartsWith("Leads names table offer of Routing") && place.Contains("StealsWithConst"));
        found.ShouldContain(place => place.StartsWith("Leads names table offer of Routing") && place.Contains("StealsInCode"));
        found.ShouldContain(place => place.StartsWith("Insight names table lead of Leads") && place.Contains("Writes"));
    }

    [Fact]
    public void An_allowed_crossing_is_let_through()
    {
        using var planted = PlantedAssembly.Ours;
        new SqlOwnership(PlantedOwners, "Planted.Core.")
            .Violations(planted, [new("Leads", "offer", "a test"), new("Insight", "lead", "a test")])
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("alter table offer add column x text;")]
    [InlineData("create index offer_x on offer (x);")]
    [InlineData("update offer set state = 'open';")]
    public void A_planted_migration_is_found(string sql)
    {
        using var planted = new PlantedCheckout().With("Crm.Plugins/Core/Leads/0099_more.sql", sql);
        new SqlOwnership(PlantedOwners, "").ViolationsInMigrations(planted.Checkout).ShouldHaveSingleItem().ShouldContain("table offer of Routing");
    }

    [Fact]
    public void A_table_belongs_to_the_folder_of_its_migration()
    {
        using var planted = new PlantedCheckout()
            .With("Crm.Plugins/Core/Leads/0001_lead.sql", "create table lead (id text);\ncreate table if not exists lead_note (id text);")
            .With("Crm.Plugins/Core/Routing/0002_offer.sql", "create table offer (id text);");
        SqlOwnership.Owners(planted.Checkout).ShouldBe(
            new Dictionary<string, string> { ["lead"] = "Leads", ["lead_note"] = "Leads", ["offer"] = "Routing" }, ignoreOrder: true);
    }
}
