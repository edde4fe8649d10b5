using Crm.Plugins.Core.Store;
using Crm.Tests.Support;
using Script = Crm.Plugins.Core.Store.Migrator.Script;

namespace Crm.Store.Tests.Store;

public sealed class MigrationTests
{
    private static readonly Script First = new("0001_first.sql", "create table one (id bigint primary key);");
    private static readonly Script Second = new("0002_second.sql", "alter table one add column name text; insert into one (id, name) values (1, 'x');");

    [Theory, OnEachDatabase]
    public async Task A_fresh_store_gets_every_shipped_migration_in_order_and_a_second_run_does_nothing(string provider)
    {
        await using var files = await TestDatabase.CreateAsync(provider);
        await using var database = Open(files);
        var migrator = new Migrator(database, TimeProvider.System);

        var applied = migrator.Migrate();
        applied.ShouldContain("0001_store.sql");
        applied.ShouldContain("0110_scheduling.sql");
        applied.ShouldBe(applied.Order(StringComparer.Ordinal));
        applied.Contains("0111_quartz.postgres.sql").ShouldBe(provider == TestDatabase.Postgres);
        migrator.Migrate().ShouldBeEmpty();
    }

    [Theory, OnEachDatabase]
    public async Task A_store_of_an_older_release_gets_only_what_is_new(string provider)
    {
        await using var files = await TestDatabase.CreateAsync(provider);
        await using var database = Open(files);
        Migrate(database, First).ShouldBe(["0001_first.sql"]);
        Migrate(database, First, Second).ShouldBe(["0002_second.sql"]);
        (await database.FirstAsync<string>("select name from one")).ShouldBe("x");
    }

    [Theory, OnEachDatabase]
    public async Task A_released_file_that_was_changed_is_refused_by_name(string provider)
    {
        await using var files = await TestDatabase.CreateAsync(provider);
        await using var database = Open(files);
        Migrate(database, First);
        Should.Throw<StoreConfigurationException>(() => Migrate(database, First with { Text = First.Text + " " }, Second))
            .Message.ShouldContain("0001_first.sql");
        (await database.FirstAsync<long>("select count(*) from migration")).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_failing_file_leaves_nothing_behind(string provider)
    {
        await using var files = await TestDatabase.CreateAsync(provider);
        await using var database = Open(files);
        Should.Throw<System.Data.Common.DbException>(() => Migrate(database, First, new Script("0002_bad.sql", "create table two (id bigint); create nonsense;")));
        Migrate(database, First, Second).Count.ShouldBe(2);
    }

    [Theory, OnEachDatabase]
    public async Task Two_files_with_one_number_are_refused(string provider)
    {
        await using var files = await TestDatabase.CreateAsync(provider);
        await using var database = Open(files);
        Should.Throw<StoreConfigurationException>(() => Migrate(database, First, new Script("0001_other.sql", "select 1;")))
            .Message.ShouldContain("0001_other.sql");
    }

    [Fact]
    public async Task Nodes_that_start_together_take_turns()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null && !TestEnvironment.IsCi, PostgresServer.Missing ?? "");
        await using var files = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        await using var one = Open(files);
        await using var two = Open(files);
        await using var three = Open(files);
        var applied = await Task.WhenAll(new[] { one, two, three }.Select(database =>
            Task.Run(() => new Migrator(database, TimeProvider.System).Migrate())));

        applied.Count(list => list.Count > 0).ShouldBe(1);
    }

    private static IReadOnlyList<string> Migrate(Database database, params Script[] scripts) =>
        new Migrator(database, TimeProvider.System, scripts).Migrate();

    private static Database Open(TestDatabase files) =>
        new(new StoreOptions { Provider = files.Provider, ConnectionString = files.ConnectionString });
}
