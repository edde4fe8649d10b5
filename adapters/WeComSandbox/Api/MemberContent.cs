using System.Text.Json;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Contents of messages to our own people, other than cards with buttons; gives what the phone shows.</summary>
internal static class MemberContent
{
    private const int MostArticles = 8;

    public static string Read(Company company, string type, JsonElement body)
    {
        switch (type)
        {
            case "text" or "markdown":
                var text = ApiRequest.Text(body, "content");
                if (string.IsNullOrEmpty(text))
                    throw new WeComError(44004, "content is empty");
                ApiRequest.CheckBytes(text, 2048, "content");
                return text;
            case "textcard":
                KfContent.CheckScheme(ApiRequest.Filled(body, "url", 2048, 41010));
                ApiRequest.Filled(body, "description", 512, 40058);
                return ApiRequest.Filled(body, "title", 128, 41016);
            case "image" or "voice" or "video" or "file":
                var id = ApiRequest.Text(body, "media_id");
                if (string.IsNullOrEmpty(id))
                    throw new WeComError(41006, "media_id missing");
                company.Media.Check(id, type);
                return id;
            case "news":
                var articles = ApiRequest.Items(body, "articles");
                if (articles is null or [])
                    throw new WeComError(44003, "articles is empty");
                if (articles.Count > MostArticles)
                    throw new WeComError(45008, "more than 8 articles");
                return string.Join('\n', articles.Select(article => ApiRequest.Filled(article, "title", 128, 41016)));
            default:
                throw new WeComError(40008, "invalid message type");
        }
    }
}
