// Every type in this file breaks a rule on purpose; the tests expect the rules to find them.
#pragma warning disable RS0030 // Banned symbols: the rule under test is the one that looks at the compiled code.
namespace Architecture.Tests.Planted
{
    internal static class PlantedCode
    {
        public static DateTime WallClock() => DateTime.UtcNow;

        public static Func<DateTimeOffset> WallClockAsMethodGroup() => () => DateTimeOffset.Now;

        public static Task TimedSleep() => Task.Delay(1);

        public static string ChannelLiteral(string channel) => channel == "wecom" ? "a" : "b";

        public static Type[] Packages() =>
            [typeof(Dapper.SqlMapper), typeof(Npgsql.NpgsqlConnection), typeof(Microsoft.Data.Sqlite.SqliteConnection), typeof(Quartz.IJob)];
    }

    internal sealed class BotFrameworkThing;
}

namespace Planted.Core.Leads
{
    internal static class LeadStore
    {
        public const string Own = "select id from lead where id = @id";

        public const string StealsWithConst = """
            select l.id, o.dealer_id
            from lead l
            left join offer o on o.lead_id = l.id
            """;

        public static string StealsInCode(int n) => n > 1 ? "update offer set state = 'withdrawn' where lead_id = @id" : Own;
    }
}

namespace Planted.Core.Insight
{
    internal static class FunnelStore
    {
        public const string Reads = "select count(*) from lead, offer where offer.lead_id = lead.id";

        public const string Writes = "delete from lead where id = @id";
    }
}

namespace Planted.Core.Sending
{
    internal enum ContactClass
    {
        Answer,
        OwnPeople,
        Gated,
    }

    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class ContactClassAttribute(ContactClass contactClass) : Attribute
    {
        public ContactClass Class => contactClass;
    }

    internal sealed record NewDelivery(string Channel);

    internal sealed record CreateMassSend(string Text);

    internal static class SaysNothing
    {
        public static Func<object> Sends() => () => new NewDelivery("x");
    }

    [ContactClass(ContactClass.Answer)]
    internal static class CallsItAnAnswer
    {
        public static object Sends() => new CreateMassSend("x");
    }

    [ContactClass(ContactClass.Gated)]
    internal static class SaysGated
    {
        public static object Sends() => new CreateMassSend("x");
    }
}
