using System.Text.Json;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.LanguageModels;

/// <summary>SQL of the kept readings.</summary>
internal static class ModelReadings
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const string OneSql = "select reading from model_reading where inbox_id = @id";

    private const string KnownSql = "select inbox_id from model_reading where inbox_id = any(@ids)";

    private const string AddSql = "insert into model_reading (inbox_id, reading, at) values (@id, @reading, @at) on conflict do nothing";

    private const string OldSql = "delete from model_reading where at < @before";

    /// <summary>Null where the model was not asked, or had nothing to say.</summary>
    public static ModelReading? Of(Unit unit, string inboxId) =>
        unit.Read(OneSql, row => row.GetString(0), ("id", inboxId)) is [{ Length: > 2 } json] ? JsonSerializer.Deserialize<ModelReading>(json) : null;

    public static Task<IReadOnlyList<string>> KnownAsync(Database database, string[] ids, CancellationToken cancellationToken) =>
        database.QueryAsync<string>(KnownSql, new { ids }, cancellationToken);

    /// <summary>The first reading of a message holds.</summary>
    public static void Add(Unit unit, string inboxId, ModelReading reading)
    {
        unit.Add(AddSql, ("id", inboxId), ("reading", reading == ModelReading.None ? "{}" : JsonSerializer.Serialize(reading)), ("at", unit.NowMs));
        unit.Add(OldSql, ("before", unit.NowMs - (long)Kept.TotalMilliseconds));
    }
}
