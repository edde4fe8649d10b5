using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Media (4.8): the form's part must be named <c>media</c> and have a file name.</summary>
internal static class MediaCalls
{
    private const int LeastBytes = 5;

    public static JsonObject Upload(Company company, ApiRequest request)
    {
        var kind = request.Query("type");
        if (kind is not ("image" or "voice" or "video" or "file"))
            throw new WeComError(40005, "invalid type");
        var file = Check(request, kind);
        return new JsonObject
        {
            ["type"] = kind, ["media_id"] = company.Media.Add(file),
            // A string, unlike any other instant of this API.
            ["created_at"] = company.Stamp.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
    }

    public static JsonObject UploadPicture(Company company, ApiRequest request)
    {
        Check(request, "image");
        company.Media.CountPicture();
        return new JsonObject { ["url"] = "https://wework.qpic.cn/wwpic/sandbox/picture/" + Ids.New(company.Stamp) };
    }

    public static JsonObject Get(Company company, ApiRequest request)
    {
        if (string.IsNullOrEmpty(request.Query("media_id")))
            throw new WeComError(41006, "media_id missing");
        request.File = company.Media.Get(request.Query("media_id"));
        return [];
    }

    public static int MostBytes(string kind) => kind switch { "voice" => 2 << 20, "file" => 20 << 20, _ => 10 << 20 };

    private static MediaFile Check(ApiRequest request, string kind)
    {
        if (request.Upload is not { FileName: { Length: > 0 } name, Content: var content })
            throw new WeComError(41005, "media data missing: the part must be named media and have a filename");
        if (content.Length <= LeastBytes)
            throw new WeComError(40006, "the file must be over 5 bytes");
        if (content.Length > MostBytes(kind))
            throw new WeComError(45001, $"the file is over {MostBytes(kind) >> 20} MB");
        var type = kind switch
        {
            "image" => content.AsSpan().StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? "image/jpeg" : content.AsSpan().StartsWith<byte>([0x89, 0x50, 0x4E, 0x47]) ? "image/png" : null,
            "voice" => content.AsSpan().StartsWith("#!AMR"u8) ? "audio/amr" : null,
            "video" => content.AsSpan(4).StartsWith("ftyp"u8) ? "video/mp4" : null,
            _ => "application/octet-stream",
        };
        return new MediaFile(kind, name, type ?? throw new WeComError(40004, "invalid media file type"), content);
    }
}
