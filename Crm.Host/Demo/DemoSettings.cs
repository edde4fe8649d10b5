using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration.Memory;

namespace Crm.Host.Demo;

/// <summary>
/// With <c>Crm:Demo</c> the WeCom adapter is wired to the sandbox of this very host. Secrets are made at the first start
/// and kept in a file beside the store; everything here is weaker than any setting of the operator's.
/// </summary>
internal static class DemoSettings
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static void Apply(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (configuration["Crm:Demo"] is null && builder.Environment.IsDevelopment()) Weakest(builder, new() { ["Crm:Demo"] = "true" });
        // The environment's default port is the product's, not the framework's.
        Weakest(builder, new() { ["urls"] = "http://localhost:5080" });
        if (builder.Environment.IsDevelopment()) Weakest(builder, new() { ["Crm:Store:ConnectionString"] = $"Data Source={DevelopmentStore()}", ["Crm:DevelopmentUrl"] = Local(configuration).GetLeftPart(UriPartial.Authority) });
        if (!configuration.GetValue("Crm:Demo", false)) return;
        var secrets = Secrets(configuration);
        var local = Local(configuration);
        var sandbox = new Uri(local, "in/wecom-sandbox").ToString();
        const string corp = "Crm:Plugins:wecom:Settings:Corps:0";
        const string agent = corp + ":Agents:0";
        const string simulator = "Crm:Plugins:wecom-sandbox:Settings";
        Weakest(builder, new()
        {
            ["Crm:Plugins:wecom:Settings:ApiBaseUrl"] = sandbox,
            [corp + ":Key"] = "maker", [corp + ":CorpId"] = secrets.CorpId,
            [agent + ":Key"] = "crm", [agent + ":AgentId"] = "1000002", [agent + ":CorpSecret"] = secrets.CorpSecret, [agent + ":Token"] = secrets.Token,
            [agent + ":EncodingAESKey"] = secrets.EncodingAesKey, [agent + ":OpenKfIds:0"] = secrets.OpenKfId,
            [agent + ":Capabilities:0"] = "AppMessage", [agent + ":Capabilities:1"] = "ExternalContact", [agent + ":Capabilities:2"] = "CustomerService",
            [simulator + ":CorpId"] = secrets.CorpId, [simulator + ":CorpKey"] = "maker", [simulator + ":AgentKey"] = "crm", [simulator + ":AgentId"] = "1000002",
            [simulator + ":CorpSecret"] = secrets.CorpSecret, [simulator + ":Token"] = secrets.Token, [simulator + ":EncodingAESKey"] = secrets.EncodingAesKey,
            [simulator + ":OpenKfId"] = secrets.OpenKfId, [simulator + ":Members:0"] = "lina", [simulator + ":Members:1"] = "chenjing",
            ["Crm:Plugins:chatbot:Settings:DirectLine:Secrets:0"] = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secrets.CorpSecret), "web chat"u8)),
            ["Crm:Plugins:sms:Settings:GatewayUrl"] = sandbox + "/sms", ["Crm:Plugins:sms:Settings:AllowFreeText"] = "true",
            ["Crm:Plugins:sms:Settings:Signature"] = "【示例汽车】", ["Crm:Plugins:sms:Settings:SignatureInText"] = "true",
            // So that the demo can be played at any hour of the day.
            ["Crm:Promises:QuietHours"] = "false", ["Crm:Promises:DeskCalendar"] = DemoData.AlwaysOpen,
            ["Crm:Staff:PageUrl"] = local.GetLeftPart(UriPartial.Authority),
        });
        Weakest(builder, DemoCorps.Settings(secrets.CorpSecret));
    }

    /// <summary><c>Crm.Host/data</c> of the sources where there are sources, else <c>data</c> in the current folder.</summary>
    private static string DevelopmentStore()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Crm.Host.csproj"))) return Path.Combine(folder.FullName, "data", "crm.db");
        }

        return "data/crm.db";
    }

    private static Uri Local(ConfigurationManager configuration) => new((configuration["urls"] ?? "").Split(';')[0]
        .Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal));

    private static void Weakest(WebApplicationBuilder builder, Dictionary<string, string?> values) =>
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = values });

    private static DemoSecrets Secrets(ConfigurationManager configuration)
    {
        var file = Path.Combine(Folder(configuration), "sandbox.json");
        if (File.Exists(file)) return JsonSerializer.Deserialize<DemoSecrets>(File.ReadAllText(file))!;
        var made = new DemoSecrets("ww" + Random(16).ToLowerInvariant(), Random(43), Random(24), Random(43), "wk" + Random(30));
        File.WriteAllText(file, JsonSerializer.Serialize(made));
        return made;
    }

    private static string Folder(ConfigurationManager configuration)
    {
        var store = configuration["Crm:Store:ConnectionString"] ?? "Data Source=data/crm.db";
        var sqlite = !"postgres".Equals(configuration["Crm:Store:Provider"], StringComparison.OrdinalIgnoreCase);
        var folder = sqlite ? Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(store).DataSource))! : Path.GetFullPath("data");
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static string Random(int length) => RandomNumberGenerator.GetString(Letters, length);

    private sealed record DemoSecrets(string CorpId, string CorpSecret, string Token, string EncodingAesKey, string OpenKfId);
}
