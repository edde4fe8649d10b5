using Crm.Host;
using Crm.Host.Auth;
using Crm.Host.Demo;
using Crm.Host.Http;
using Crm.Host.Plugins;
using Crm.Plugins.Core;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.LanguageModels;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

// Pages and plugins lie beside the program, wherever it was started from (DECISIONS 4).
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
CommandLine.Apply(builder.Configuration, args);
DemoSettings.Apply(builder);

builder.Services.AddCrm(builder.Configuration);
try
{
    builder.Services.AddCrmAuth(builder.Configuration);
}
catch (ConfigurationException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 2;
}

builder.Services.AddCrmHttp(builder.Configuration);
builder.Services.AddSingleton<PluginBridge>();
builder.Services.AddSingleton<IPluginOutbox>(s => s.GetRequiredService<PluginBridge>());
builder.Services.AddSingleton<IPluginPulls>(s => s.GetRequiredService<PluginBridge>());
builder.Services.AddSingleton<IPluginReads>(s => s.GetRequiredService<PluginBridge>());
builder.Services.AddSingleton<IPluginStates, PluginStates>().AddSingleton<IPluginLogs, PluginLogs>().AddSingleton<IPluginTyping, PluginTyping>();
builder.Services.AddPlugins(builder.Configuration);
builder.Services.AddSingleton<DemoData>();
builder.Services.AddSingleton(s => new HealthNote("language-model", () => s.GetRequiredService<LanguageModel>().State().State));

await using var app = builder.Build();
try
{
    app.Services.GetRequiredService<Migrator>().Migrate();
    await app.Services.GetRequiredService<SeedStore>().RunAsync();
    await app.Services.GetRequiredService<DemoData>().SeedAsync();
}
catch (StoreConfigurationException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 2;
}

app.UseCrmHttp();
var api = app.MapGroup("/api/v1");
api.MapCrm();
SessionEndpoints.Map(api);
MySessionEndpoints.Map(app);
ChatDoorEndpoints.Map(app);
AccountEndpoints.Map(api);
Crm.Host.Plugins.Http.PluginEndpoints.Map(api);
app.MapPlugins();
app.MapCrmWeb();
await app.RunAsync();
return 0;

/// <summary>Named so that tests can start the host in process.</summary>
public partial class Program;
