using Crm.Host.Plugins.Manifests;

namespace Crm.Host.Tests.Plugins;

public sealed class ContractRangeTests
{
    [Theory]
    [InlineData("[1.0,2.0)", "1.0.0.0", true)]
    [InlineData("[1.0,2.0)", "1.9.3.0", true)]
    [InlineData("[1.0,2.0)", "2.0.0.0", false)]
    [InlineData("[1.0,2.0]", "2.0.0.0", true)]
    [InlineData("(1.0,2.0)", "1.0.0.0", false)]
    [InlineData("(1.0,2.0)", "1.0.1.0", true)]
    [InlineData("[1.2,)", "1.1.9.0", false)]
    [InlineData("[1.2,)", "7.0.0.0", true)]
    [InlineData("(,2.0)", "0.1.0.0", true)]
    [InlineData("[ 1.0 , 2.0 )", "1.5.0.0", true)]
    public void An_end_belongs_to_it_or_not_by_its_bracket(string range, string version, bool contains) =>
        ContractRange.Parse(range).Contains(Version.Parse(version)).ShouldBe(contains);

    [Theory]
    [InlineData("")]
    [InlineData("1.0")]
    [InlineData("[1.0]")]
    [InlineData("[1,2)")]
    [InlineData("{1.0,2.0}")]
    [InlineData("[1.0,2.0,3.0)")]
    [InlineData("(,)")]
    public void What_is_no_interval_is_refused(string range) =>
        Should.Throw<ManifestException>(() => ContractRange.Parse(range));
}
