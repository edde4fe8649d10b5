using System.Text.Json.Nodes;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>Files that come with an activity go to the host's keeping; the activity then names them.</summary>
internal sealed class Attachments(IHostUploads uploads)
{
    /// <summary>Files inside the activity itself (A7123: they are not passed on as they are). False where one cannot be read.</summary>
    public async Task<bool> KeepInlineAsync(JsonObject activity, CancellationToken cancellationToken)
    {
        foreach (var attachment in (activity["attachments"] as JsonArray)?.OfType<JsonObject>().ToList() ?? [])
        {
            if (ActivityRules.Text(attachment, "thumbnailUrl")?.StartsWith("data:", StringComparison.OrdinalIgnoreCase) == true) attachment.Remove("thumbnailUrl");
            if (ActivityRules.Text(attachment, "contentUrl") is not { } url) continue;
            // Our own way to name a file is no address for others to use.
            if (FileAddresses.MediaIdOf(attachment) is not null) return false;
            if (!url.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) continue;
            if (Bytes(url) is not { } bytes) return false;
            var kept = await KeepAsync(new MediaContent(ActivityRules.Text(attachment, "contentType") ?? "", ActivityRules.Text(attachment, "name"), bytes), cancellationToken);
            foreach (var name in new[] { "contentType", "contentUrl", "name" }) attachment[name] = kept[name]?.DeepClone();
        }

        return true;
    }

    /// <summary>Stores a file and returns the attachment that names it.</summary>
    public async Task<JsonObject> KeepAsync(MediaContent file, CancellationToken cancellationToken)
    {
        var type = FileKinds.Sniff(file.Bytes.Span);
        var name = FileKinds.SafeName(file.FileName) ?? "file";
        var id = await uploads.AddAsync(new MediaContent(type, name, file.Bytes), cancellationToken);
        // A page must not take for a picture what is none.
        var told = type == FileKinds.Unknown && !FileKinds.IsShown(file.ContentType) && file.ContentType.Length > 0 ? file.ContentType : type;
        return new JsonObject { ["contentType"] = told, ["contentUrl"] = FileAddresses.Stored(id), ["name"] = name };
    }

    private static byte[]? Bytes(string dataUrl)
    {
        var comma = dataUrl.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0) return null;
        try
        {
            return dataUrl.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase)
                ? Convert.FromBase64String(dataUrl[(comma + 1)..])
                : System.Text.Encoding.UTF8.GetBytes(Uri.UnescapeDataString(dataUrl[(comma + 1)..]));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
