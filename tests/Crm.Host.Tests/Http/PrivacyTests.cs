using Crm.Host.Tests.Auth;
using Microsoft.Extensions.Logging;

namespace Crm.Host.Tests.Http;

/// <summary>DECISIONS 31: no query string in any log.</summary>
public sealed class PrivacyTests
{
    [Theory]
    [InlineData("Logging:LogLevel:Default", "Warning")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.Hosting", "Trace")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Trace")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore", "Trace")]
    public async Task A_planted_phone_number_is_in_no_log_whatever_the_operator_sets(string key, string level)
    {
        await using var host = await ApiHost.StartAsync(
            new Dictionary<string, string?> { [key] = level },
            builder => builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")));
        var client = host.Automation();
        foreach (var path in new[] { "/api/v1/leads", "/api/v1/fail", "/api/v1/number", "/api/v1/nothing", "/api/v1/refuse", "/nothing", "/" })
            await client.GetAsync(path + "?phone=%2B8613800138000");
        await host.Anonymous().GetAsync("/api/v1/leads?phone=%2B8613800138000");
        host.Log.Lines.ShouldNotBeEmpty();
        host.Log.Text.ShouldNotContain("13800138000");
    }

    [Fact]
    public async Task The_operator_may_still_listen_to_the_framework()
    {
        await using var host = await ApiHost.StartAsync(
            new Dictionary<string, string?> { ["Logging:LogLevel:Microsoft.AspNetCore.Routing"] = "Information" },
            builder => builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")));
        await host.Automation().GetAsync("/api/v1/leads");
        host.Log.Lines.ShouldContain(line => line.Category.StartsWith("Microsoft.AspNetCore.Routing") && line.Level == LogLevel.Information);
    }

    [Fact]
    public async Task Secrets_that_fly_by_are_in_no_log()
    {
        await using var host = await ApiHost.StartAsync();
        var (_, secret) = await host.TokenAsync("leads:read");
        await host.With(secret).GetAsync("/api/v1/leads");
        await host.With(secret).GetAsync("/api/v1/fail");
        await host.With("crmk_live_plantedplantedplantedplantedplantedplantedpla").GetAsync("/api/v1/leads");
        await host.Anonymous().SignInAsync("agent", "planted-password-1");
        await host.Automation().GetAsync("/api/v1/fail");
        foreach (var planted in new[] { secret, "plantedplanted", "planted-password-1", ApiHost.Bootstrap }) host.Log.Text.ShouldNotContain(planted);
    }
}
