using System.Security.Cryptography;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Media;

/// <summary>Keeps files. Whoever stores one has checked its size and kind.</summary>
public sealed class MediaStore(Database database, Writer writer) : IHostMedia, IHostUploads
{
    private const string InsertSql = """
        insert into media (id, content_type, file_name, size, sha256, data, created_at, customer_id, uploaded_by)
        values (@id, @content_type, @file_name, @size, @sha256, @data, @now, @customer_id, @uploaded_by)
        """;

    private const string GetSql = "select content_type, coalesce(file_name, '') as file_name, data from media where id = @id";

    private const string KindSql = "select content_type from media where id = @id";

    private const string OwnSql = "update media set customer_id = @customer_id where id = @id and customer_id is null";

    /// <summary>Stores a file and returns its id.</summary>
    /// <param name="customerId">Whose it is; null until it was sent to somebody.</param>
    public static string Add(Unit unit, MediaContent content, string? customerId = null, string? uploadedBy = null)
    {
        var id = Ids.New(unit.Now);
        unit.Add(InsertSql, ("id", id), ("content_type", content.ContentType), ("file_name", content.FileName), ("size", (long)content.Bytes.Length),
            ("sha256", Convert.ToHexStringLower(SHA256.HashData(content.Bytes.Span))), ("data", Convert.ToBase64String(content.Bytes.Span)), ("now", unit.NowMs),
            ("customer_id", customerId), ("uploaded_by", uploadedBy));
        return id;
    }

    /// <summary>Its content type; null where there is no such file.</summary>
    public static string? TypeOf(Unit unit, string mediaId) => unit.First<string>(KindSql, new { id = mediaId });

    /// <summary>It was sent to this customer.</summary>
    public static void SentTo(Unit unit, string mediaId, string customerId) => unit.Add(OwnSql, ("customer_id", customerId), ("id", mediaId));

    public Task<string> AddAsync(MediaContent content, CancellationToken cancellationToken) => writer.WriteAsync(unit => Add(unit, content));

    public async Task<MediaContent?> GetAsync(string mediaId, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync<MediaRow>(GetSql, new { id = mediaId }, cancellationToken);
        return rows.Count == 0 ? null : new MediaContent(rows[0].ContentType, rows[0].FileName.Length == 0 ? null : rows[0].FileName, Convert.FromBase64String(rows[0].Data));
    }
}

internal sealed record MediaRow(string ContentType, string FileName, string Data);
