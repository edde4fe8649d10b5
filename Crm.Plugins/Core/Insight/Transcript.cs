using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Service;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Http;

namespace Crm.Plugins.Core.Insight;

/// <summary>
/// A whole conversation as a Bot Framework transcript: a JSON array of activities in the order they were stored, UTF-8
/// without a mark (spec/bot.md 6). Personal data is masked; the plain words are for team leads, and asking for them is on record.
/// </summary>
public static class Transcript
{
    private const string HeadSql = """
        select c.id, c.channel, c.locale, c.customer_id, coalesce(u.name, '') as name from conversation c left join customer u on u.id = c.customer_id where c.id = @id
        """;

    private const string MessagesSql = """
        select m.id, m.author, coalesce(m.author_id, '') as author_id, coalesce(m.author_name, '') as author_name, m.kind, m.text, m.at,
            coalesce(m.media_id, '') as media_id, coalesce(f.content_type, '') as content_type, coalesce(f.file_name, '') as file_name,
            coalesce(m.recalled_at, 0) as recalled_at
        from message m left join media f on f.id = m.media_id where m.conversation_id = @id order by m.id
        """;

    // People read it too: no escapes where none are needed.
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="plain">Nothing masked.</param>
    public static async Task<IResult> DownloadAsync(Database database, Writer writer, Caller caller, string id, bool plain = false)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        if (plain) caller.MustBe(Role.Admin, Role.Lead);
        var head = await database.FirstAsync<TranscriptHead>(HeadSql, new { id }) ?? throw ProblemException.NotFound("conversation");
        var rows = await database.QueryAsync<TranscriptRow>(MessagesSql, new { id });
        if (plain) await writer.WriteAsync(unit => Audit.Record(unit, caller.Id, "transcript.read-plain", id));
        var activities = new JsonArray();
        foreach (var row in rows)
        {
            activities.Add(Activity(head, row, plain));
            if (row.RecalledAt > 0) activities.Add(Deleted(head, row));
        }

        return Results.File(JsonSerializer.SerializeToUtf8Bytes(activities, Readable), "application/json", $"transcript-{id}.json");
    }

    private static JsonObject Activity(TranscriptHead head, TranscriptRow row, bool plain)
    {
        var fromCustomer = row.Author == "customer";
        var customer = new JsonObject { ["id"] = head.CustomerId, ["name"] = plain ? head.Name : Masking.Name(head.Name), ["role"] = "user" };
        var us = new JsonObject { ["id"] = "crm-bot", ["role"] = "bot" };
        // Taken back is taken back for readers without need; the mark that follows says when.
        var text = row.RecalledAt > 0 && !plain ? "" : plain ? row.Text : MaskedText.Of(row.Text, head.Name);
        var activity = new JsonObject
        {
            ["type"] = "message", ["id"] = row.Id, ["timestamp"] = Instants.Iso(row.At), ["channelId"] = head.Channel, ["locale"] = head.Locale,
            ["conversation"] = new JsonObject { ["id"] = head.Id }, ["from"] = fromCustomer ? customer : us, ["recipient"] = fromCustomer ? us : customer,
            ["text"] = text, ["textFormat"] = "plain",
        };
        if (row.MediaId.Length > 0 && (plain || row.RecalledAt == 0))
        {
            // A file's name is often somebody's.
            activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = row.ContentType, ["contentUrl"] = $"/api/v1/media/{row.MediaId}", ["name"] = plain ? row.FileName : "" });
        }

        if (row.AuthorId.Length > 0)
        {
            var speaker = Speakers.Of(head.Id, row.AuthorId, row.AuthorName);
            activity["channelData"] = new JsonObject { ["agent"] = new JsonObject { ["id"] = speaker.Id, ["displayName"] = speaker.Name } };
        }
        else if (row.Author == "staff") activity["channelData"] = new JsonObject { ["agent"] = new JsonObject { ["id"] = "member", ["displayName"] = "" } };

        return activity;
    }

    private static JsonObject Deleted(TranscriptHead head, TranscriptRow row) => new()
    {
        ["type"] = "messageDelete", ["id"] = row.Id, ["timestamp"] = Instants.Iso(row.RecalledAt), ["channelId"] = head.Channel,
        ["conversation"] = new JsonObject { ["id"] = head.Id }, ["from"] = new JsonObject { ["id"] = head.CustomerId, ["role"] = "user" },
        ["recipient"] = new JsonObject { ["id"] = "crm-bot", ["role"] = "bot" },
    };
}

internal sealed record TranscriptHead(string Id, string Channel, string Locale, string CustomerId, string Name);

internal sealed record TranscriptRow(
    string Id, string Author, string AuthorId, string AuthorName, string Kind, string Text, long At, string MediaId, string ContentType, string FileName, long RecalledAt);
