using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Crm.Tests.Support;

/// <summary>
/// Runs a theory once per database; its parameter is the provider for <see cref="TestDatabase.CreateAsync"/>.
/// Without PostgreSQL that row is shown as skipped, with what to install; with <c>CI=true</c> it fails instead.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEachDatabaseAttribute : DataAttribute
{
    public override bool SupportsDiscoveryEnumeration() => true;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
        [
            new TheoryDataRow<string>(TestDatabase.Sqlite),
            new TheoryDataRow<string>(TestDatabase.Postgres) { Skip = TestEnvironment.IsCi ? null : PostgresServer.Missing },
        ]);
}
