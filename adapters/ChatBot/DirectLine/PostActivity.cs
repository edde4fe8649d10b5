using System.Text.Json.Nodes;
using Crm.Plugins.Contract;
using Microsoft.AspNetCore.Http;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary><c>POST conversations/{c}/activities</c> and <c>/upload</c>: checked, stored with its number, then answered (spec/bot.md 5).</summary>
internal sealed class PostActivity(
    Callers callers, Conversations conversations, Attachments attachments, InboundItems items, UploadRate rate, SessionAnswer answer, DirectLineOptions options, IChannelLog log,
    IHostTyping typing)
{
    public async Task<InboundResult> RunAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var (caller, conversation, error) = await FindAsync(request, cancellationToken);
        if (conversation is null) return answer.Refuse(request.Headers, error!);
        if (request.Body.Length > options.MaxActivityKb * 1024) return answer.Refuse(request.Headers, DirectLineError.TooBig);
        var (activity, bad) = ActivityRules.Parse(request.Body.Span);
        return activity is null
            ? answer.Refuse(request.Headers, bad!)
            : await StoreAsync(request, caller!, conversation, activity, null, cancellationToken);
    }

    public async Task<InboundResult> UploadAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var (caller, conversation, error) = await FindAsync(request, cancellationToken);
        if (conversation is null) return answer.Refuse(request.Headers, error!);
        if (request.Body.Length > options.MaxUploadKb * 1024) return answer.Refuse(request.Headers, DirectLineError.TooBig);
        if (rate.Take(conversation.Id) is { } wait)
            return answer.Refuse(request.Headers, new DirectLineError(429, "TooManyUploads", "Too many files in a minute.") { RetryAfter = wait });
        if (await UploadParts.ReadAsync(request, options.MaxUploadFiles, cancellationToken) is not { } parts) return answer.Refuse(request.Headers, DirectLineError.Bad("The body is not the form its Content-Type says."));
        if (parts.Files.Count == 0) return answer.Refuse(request.Headers, DirectLineError.Bad("There is no file in the body."));
        if (parts.Files.Count > options.MaxUploadFiles) return answer.Refuse(request.Headers, DirectLineError.Bad($"An upload has at most {options.MaxUploadFiles} files."));
        var (activity, bad) = parts.Activity is { } part ? ActivityRules.Parse(part.Span) : (new JsonObject { ["type"] = "message" }, null);
        return activity is null
            ? answer.Refuse(request.Headers, bad!)
            : await StoreAsync(request, caller!, conversation, activity, parts.Files, cancellationToken);
    }

    private async Task<(Caller? Caller, Conversation? Conversation, DirectLineError? Error)> FindAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var id = request.RouteValues["c"];
        var (caller, error) = callers.Check(request.Headers, id);
        if (caller is null) return (null, null, error);
        if (await conversations.FindAsync(id, cancellationToken) is not { } conversation) return (null, null, DirectLineError.NoConversation);
        if (Callers.Admit(caller, conversation) is { } refused) return (null, null, refused);
        return conversation.Head.Closed ? (null, null, DirectLineError.Ended) : (caller, conversation, null);
    }

    private async Task<InboundResult> StoreAsync(
        InboundRequest request, Caller caller, Conversation conversation, JsonObject activity, IReadOnlyList<MediaContent>? files, CancellationToken cancellationToken)
    {
        var (sender, error) = ActivityRules.Clean(activity, conversation.Id, caller, request.Query["userId"]);
        if (sender is null) return answer.Refuse(request.Headers, error!);
        var type = ActivityRules.Text(activity, "type")!;
        if (type is "typing")
        {
            typing.CustomerTypes(InboundItems.ConversationPrefix + conversation.Id);
            await log.TellAsync(conversation.Id, activity.ToJsonString(ActivityView.Json), cancellationToken);
            return InboundResult.Answer(Passing(request));
        }

        if (files is not null) await AttachAsync(activity, files, cancellationToken);
        else if (!await attachments.KeepInlineAsync(activity, cancellationToken)) return answer.Refuse(request.Headers, DirectLineError.Bad("An attachment cannot be read."));
        var key = $"in:{Ids.New(request.ReceivedAt)}";
        var entry = new LogEntry(conversation.Id, key, activity.ToJsonString(ActivityView.Json)) { Closes = type == "endOfConversation" };
        var stored = items.Of(conversation, activity, sender, entry, request.ReceivedAt);
        if (type is "conversationUpdate")
        {
            // Told to the bot, never to clients: it has no place in the log.
            return new InboundResult { Items = [.. stored.Select(item => item with { Log = null })], Reply = _ => Passing(request) };
        }

        return new InboundResult { Items = stored, Reply = receipts => Answer(request.Headers, conversation.Id, receipts[^1].Log!) };
    }

    private async Task AttachAsync(JsonObject activity, IReadOnlyList<MediaContent> files, CancellationToken cancellationToken)
    {
        // What the form says of its own files has lost its address on the way; only links to elsewhere stay.
        var kept = ((activity["attachments"] as JsonArray)?.OfType<JsonObject>() ?? [])
            .Where(attachment => ActivityRules.Text(attachment, "contentUrl") is { } url && url.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            .Select(attachment => attachment.DeepClone()).ToList();
        foreach (var file in files) kept.Add(await attachments.KeepAsync(file, cancellationToken));
        activity["attachments"] = new JsonArray([.. kept]);
    }

    private ChannelReply Answer(IHeaderDictionary headers, string conversation, LogReceipt receipt) => receipt.Outcome switch
    {
        LogOutcome.Closed => answer.Error(headers, DirectLineError.Ended),
        LogOutcome.Missing => answer.Error(headers, DirectLineError.NoConversation),
        _ => answer.Json(200, headers, new JsonObject { ["id"] = Conversation.ActivityId(conversation, receipt.Seq) }),
    };

    /// <summary>For what is not stored: there is no number, but clients want an id.</summary>
    private ChannelReply Passing(InboundRequest request) =>
        answer.Json(200, request.Headers, new JsonObject { ["id"] = $"passing-{Ids.New(request.ReceivedAt)}" });
}
