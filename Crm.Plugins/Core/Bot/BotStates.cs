using System.Text.Json;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Bot;

/// <summary>
/// The bot's memory of a conversation. It is written in the transaction that handles the message and queues the answer, and only
/// onto the version that was read: whoever lost runs again from the stored message, so nothing is counted or said twice.
/// </summary>
public sealed class BotStates(Steps steps)
{
    public const string StepKind = "bot";
    internal const string RemindStep = "remind";
    internal const string ExpireStep = "expire";

    /// <summary>A draft is kept for a day after the last word and then wiped.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);
    public static readonly TimeSpan RemindAfter = TimeSpan.FromMinutes(30);

    private const string LoadSql = "select version, form_version, json, expires_at from bot_state where key = @key";

    private const string InsertSql = """
        insert into bot_state (key, version, form_version, json, updated_at, expires_at)
        values (@key, 1, @form_version, @json, @now, @expires_at) on conflict (key) do nothing
        """;

    private const string UpdateSql = """
        update bot_state set version = version + 1, form_version = @form_version, json = @json, updated_at = @now, expires_at = @expires_at
        where key = @key and version = @version
        """;

    private const string DeleteSql = "delete from bot_state where key = @key and version = @version";

    /// <summary>Null where nothing is going on, or too long ago.</summary>
    public BotState? Load(Unit unit, string conversationId)
    {
        var rows = unit.Read(LoadSql, row => (Version: row.GetInt64(0), Form: row.GetInt64(1), Json: row.GetString(2), Expires: row.GetInt64(3)), ("key", conversationId));
        if (rows.Count == 0) return null;
        var row = rows[0];
        var state = JsonSerializer.Deserialize<BotState>(row.Json, JsonSerializerOptions.Web)! with { Version = row.Version };
        if (row.Expires <= unit.NowMs)
        {
            Save(unit, conversationId, state, null);
            return null;
        }

        // The questions have changed since: what was answered holds, what was shown does not.
        return row.Form == Forms.Version ? state : state with { Slot = "", Options = [], Question = "" };
    }

    /// <exception cref="LostRaceException">Somebody else changed it since it was read.</exception>
    public void Save(Unit unit, string conversationId, BotState? before, BotState? after)
    {
        if (ReferenceEquals(before, after)) return;
        var version = before?.Version ?? 0;
        var subject = Subject(conversationId);
        if (after is null)
        {
            if (version > 0 && unit.Execute(DeleteSql, ("key", conversationId), ("version", version)) == 0) throw new LostRaceException();
            if (version > 0) Steps.Cancel(unit, subject);
            return;
        }

        var saved = unit.Execute(version == 0 ? InsertSql : UpdateSql, ("key", conversationId), ("version", version), ("form_version", Forms.Version),
            ("json", JsonSerializer.Serialize(after, JsonSerializerOptions.Web)), ("now", unit.NowMs), ("expires_at", (unit.Now + KeptFor).ToUnixTimeMilliseconds()));
        if (saved == 0) throw new LostRaceException();
        steps.Add(unit, subject, ExpireStep, StepKind, unit.Now + KeptFor);
        if (after is { IsOpen: true, Done: false, Reminded: false, Question.Length: > 0 }) steps.Add(unit, subject, RemindStep, StepKind, unit.Now + RemindAfter);
        else Steps.Cancel(unit, subject, RemindStep);
    }

    internal static string Subject(string conversationId) => $"bot:{conversationId}";
}
