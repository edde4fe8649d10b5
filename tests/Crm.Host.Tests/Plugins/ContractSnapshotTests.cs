using Crm.Plugins.Contract;
using Crm.Tests.Support;

namespace Crm.Host.Tests.Plugins;

/// <summary>Adapters are compiled against the contract elsewhere: no change of it may go unseen.</summary>
public sealed class ContractSnapshotTests
{
    [Fact]
    public void The_contracts_public_surface_is_the_approved_one()
    {
        var folder = Path.Combine(TestEnvironment.RepositoryRoot, "tests", "Crm.Host.Tests", "Plugins");
        var approved = File.ReadAllText(Path.Combine(folder, "contract.approved.txt"));
        var actual = PublicSurface.Of(typeof(IPlugin).Assembly);
        if (actual == approved) return;

        // Beside the tests and not in the tree, where it could be committed by accident.
        var received = Path.Combine(AppContext.BaseDirectory, "contract.received.txt");
        File.WriteAllText(received, actual);
        var difference = actual.Split('\n').Except(approved.Split('\n')).Select(l => "+ " + l)
            .Concat(approved.Split('\n').Except(actual.Split('\n')).Select(l => "- " + l));
        Assert.Fail($"""
            The public surface of Crm.Plugins.Contract has changed:
            {string.Join('\n', difference)}
            If that is meant: raise <Version> in Crm.Plugins.Contract.csproj (minor for an addition, major for a break),
            then copy {received}
            over tests/Crm.Host.Tests/Plugins/contract.approved.txt and commit both.
            """);
    }
}
