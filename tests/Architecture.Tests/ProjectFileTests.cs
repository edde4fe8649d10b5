using Architecture.Tests.Planted;
using Architecture.Tests.Rules;

namespace Architecture.Tests;

public class ProjectFileTests
{
    [Fact]
    public void Project_files_keep_to_the_arrows() => ProjectFiles.ForbiddenIn(Checkout.Ours).ShouldBeEmpty();

    [Theory]
    [InlineData("adapters/A/A.csproj", """<ProjectReference Include="../../Crm.Plugins/Core/Crm.Plugins.Core.csproj" />""")]
    [InlineData("adapters/A/A.csproj", """<ProjectReference Include="..\WeCom\Crm.Adapters.WeCom.csproj" />""")]
    [InlineData("adapters/A/A.csproj", """<Compile Include="../WeCom/Wire/Cipher.cs" />""")]
    [InlineData("adapters/A/A.csproj", """<PackageReference Include="Dapper" />""")]
    [InlineData("adapters/Directory.Build.props", """<PackageReference Include="Quartz.AspNetCore" />""")]
    [InlineData("Crm.Plugins/Contract/Crm.Plugins.Contract.csproj", """<PackageReference Include="Polly.Core" />""")]
    [InlineData("Crm.Plugins/Core/Crm.Plugins.Core.csproj", """<ProjectReference Include="../../Crm.Host/Crm.Host.csproj" />""")]
    [InlineData("Crm.Host/Crm.Host.csproj", """<ProjectReference Include="../adapters/Sms/Crm.Adapters.Sms.csproj" />""")]
    public void A_planted_reference_is_found(string project, string item)
    {
        using var planted = new PlantedCheckout().With(project, $"<Project><ItemGroup>{item}</ItemGroup></Project>");
        ProjectFiles.ForbiddenIn(planted.Checkout).ShouldHaveSingleItem().ShouldStartWith(project);
    }
}
