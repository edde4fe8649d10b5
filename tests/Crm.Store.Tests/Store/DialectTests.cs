using Crm.Plugins.Core.Store;

namespace Crm.Store.Tests.Store;

public sealed class DialectTests
{
    private static readonly Dialect Sqlite = new(postgres: false);
    private static readonly Dialect Postgres = new(postgres: true);

    [Theory]
    [InlineData("select 1 from t where id = any(@ids) for update skip locked", "select 1 from t where id in @ids ")]
    [InlineData("select 1 from t where id =any( @ids )", "select 1 from t where id in @ids")]
    [InlineData("with p as (select id from t limit 1 for update of t skip locked) delete from t", "with p as (select id from t limit 1 ) delete from t")]
    [InlineData("select 1 from t for update", "select 1 from t ")]
    [InlineData("insert into t (id) values (@id) on conflict (id) do update set id = @id", "insert into t (id) values (@id) on conflict (id) do update set id = @id")]
    public void Sqlite_gets_lists_in_its_way_and_no_row_locks(string text, string expected)
    {
        Sqlite.Text(text).ShouldBe(expected);
        Postgres.Text(text).ShouldBe(text);
    }

    [Fact]
    public void A_constant_is_translated_once() => Sqlite.Text("select 1 for update").ShouldBeSameAs(Sqlite.Text("select 1 for update"));

    [Theory]
    [InlineData("mysql", "x", "write 'sqlite' or 'postgres'")]
    [InlineData("sqlite", " ", "Data Source=data/crm.db")]
    [InlineData("sqlite", "Data Source=:memory:", "loses every lead")]
    public void A_store_that_cannot_work_is_refused_with_the_remedy(string provider, string connection, string remedy) =>
        Should.Throw<StoreConfigurationException>(() => new StoreOptions { Provider = provider, ConnectionString = connection }.Checked())
            .Message.ShouldContain(remedy);
}
