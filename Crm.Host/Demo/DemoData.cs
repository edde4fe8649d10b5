using System.Security.Cryptography;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Articles;
using Crm.Plugins.Core.ChatKeys;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Links;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Shared.Calendars;
using Crm.Plugins.Core.Store;

namespace Crm.Host.Demo;

/// <summary>
/// Sample dealers and people for an empty store, so that the whole flow can be played. The password is random and shown
/// once. A store that has a user or a dealer is never touched.
/// </summary>
internal sealed class DemoData(CrmOptions options, Database database, Writer writer, SaveDealer dealers, SaveChatKey chats, Users users, ChangeMember members, ChangeArticle articles, IConfiguration configuration)
{
    public const string AlwaysOpen = "demo-always-open";

    private static readonly Caller System = new("system", "system", Role.Admin, null, true);

    private static readonly (string Code, string Name, string Brand, string Region)[] Dealers =
    [
        ("SH-PD", "上海浦东大众示例店", "Volkswagen", "310115"),
        ("SH-MH", "上海闵行大众示例店", "Volkswagen", "310112"),
        ("BJ-CY", "北京朝阳大众示例店", "Volkswagen", "110105"),
        ("GZ-TH", "广州天河大众示例店", "Volkswagen", "440106"),
        ("SH-AU", "上海奥迪示例店", "Audi", "310000"),
    ];

    public async Task SeedAsync()
    {
        if (!options.Demo) return;
        await writer.WriteAsync(unit => Calendars.Add(unit, AlwaysOpen, 1, "Sample: always open",
            CalendarTemplates.Weekly("Asia/Shanghai", Enum.GetValues<DayOfWeek>(), new OpenInterval(0, OpenInterval.MinutesPerDay)).ToJson()));
        var known = await database.FirstAsync<long>("select (select count(*) from user_account) + (select count(*) from dealer)");
        Console.WriteLine();
        if (known > 0) Console.WriteLine("  Sample data is there already; the password was shown at the first start.");
        else await SeedPeopleAsync();
        var url = (configuration["urls"] ?? "").Split(';')[0];
        Console.WriteLine($"  Phone (a customer in WeChat):  {url}/phone/");
        if (await database.FirstAsync<string>("select key from chat_key where active = 1 order by id limit 1") is { } chat)
            Console.WriteLine($"  Web chat (a customer):         {url}/chat?key={chat}");
        Console.WriteLine($"  Desk (agents):                 {url}/desk/");
        Console.WriteLine($"  Start over: stop the host and delete its data folder.");
        Console.WriteLine();
    }

    private async Task SeedPeopleAsync()
    {
        var password = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);
        var sellers = new List<string>();
        foreach (var (code, name, brand, region) in Dealers)
        {
            var row = await dealers.CreateAsync(new DealerInput(code, name, [brand], [region], null, AlwaysOpen, null, null, null, null, null), System);
            // Whichever dealer a lead goes to, somebody can sign in there.
            sellers.Add(sellers.Count == 0 ? "dealer" : $"dealer{sellers.Count + 1}");
            var seller = await users.CreateAsync(new NewUser(sellers[^1], $"{name.Replace("示例店", "", StringComparison.Ordinal)} 销售顾问", "dealer", row.Id, null), password);
            if (DemoCorps.All.FirstOrDefault(corp => corp.Dealer == code) is { } corp) await MapAsync($"{corp.Key}/crm", corp.Member, seller.Id);
        }

        await chats.CreateAsync(new ChatKeyInput("示例官网", null, [], new ChatThemeInput("示例汽车在线咨询", null, null), null, "demo", null), System);
        await users.CreateAsync(new NewUser("admin", "管理员", "admin", null, null), password);
        var lead = await users.CreateAsync(new NewUser("lead", "班长 陈静", "lead", null, null), password);
        var agent = await users.CreateAsync(new NewUser("agent", "坐席 李娜", "agent", null, null), password);
        await MapAsync("maker/crm", "chenjing", lead.Id);
        await MapAsync("maker/crm", "lina", agent.Id);
        await DemoArticles.SeedAsync(articles, new Caller(agent.Id, agent.DisplayName, Role.Agent, null, false), new Caller(lead.Id, lead.DisplayName, Role.Lead, null, false));
        Console.WriteLine($"  Sign in as admin, lead, agent, or at a dealer ({string.Join(", ", sellers.Zip(Dealers, (user, dealer) => $"{user}: {dealer.Name}"))}).");
        Console.WriteLine("  Password, shown this once:");
        Console.WriteLine($"      {password}");
        Console.WriteLine();
    }

    /// <summary>Says which user a member of the sandbox is, so that cards arrive on that member's phone.</summary>
    private async Task MapAsync(string account, string member, string userId)
    {
        const string channel = "wecom";
        var id = await writer.WriteAsync(unit =>
        {
            Members.See(unit, channel, account, member);
            return Members.Find(unit, channel, account, member)!.Id;
        });
        await members.RunAsync(id, new MemberChange(UserId: userId), new IfMatch((long?)null), System);
    }
}
