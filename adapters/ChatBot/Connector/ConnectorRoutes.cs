namespace Crm.Adapters.ChatBot.Connector;

/// <summary>Paths of the connector below a service address (spec/bot.md 3). Ids contain <c>|</c>, <c>:</c> and <c>;</c>, so every part is encoded.</summary>
internal static class ConnectorRoutes
{
    public const string Conversations = "v3/conversations";

    public static string Activities(string conversation) => $"{Conversations}/{Part(conversation)}/activities";

    public static string Activity(string conversation, string activity) => $"{Activities(conversation)}/{Part(activity)}";

    public static string ActivityMembers(string conversation, string activity) => $"{Activity(conversation, activity)}/members";

    public static string History(string conversation) => $"{Activities(conversation)}/history";

    public static string Members(string conversation) => $"{Conversations}/{Part(conversation)}/members";

    public static string Member(string conversation, string member) => $"{Members(conversation)}/{Part(member)}";

    public static string PagedMembers(string conversation, int pageSize, string? continuation) =>
        $"{Conversations}/{Part(conversation)}/pagedmembers?pageSize={pageSize}{(continuation is null ? "" : $"&continuationToken={Uri.EscapeDataString(continuation)}")}";

    public static string Attachments(string conversation) => $"{Conversations}/{Part(conversation)}/attachments";

    public static string Attachment(string attachment) => $"v3/attachments/{Part(attachment)}";

    /// <summary>The whole address: the service address with exactly one slash, then the path.</summary>
    public static Uri Below(string serviceUrl, string path) => new($"{serviceUrl.TrimEnd('/')}/{path}", UriKind.Absolute);

    /// <summary>Nothing that could climb out of its place in the path.</summary>
    private static string Part(string id) => id is "" or "." or ".."
        ? throw new ArgumentException("An id of a conversation, activity or member cannot be empty or dots.", nameof(id))
        : Uri.EscapeDataString(id);
}
