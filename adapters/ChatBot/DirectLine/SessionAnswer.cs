using System.Text;
using System.Text.Json.Nodes;
using Crm.Plugins.Contract;
using Microsoft.AspNetCore.Http;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>The answers clients get, with what browsers need to read them.</summary>
internal sealed class SessionAnswer(Tokens tokens, StreamTickets tickets, DirectLineOptions options, Cors cors)
{
    /// <summary>Token and stream of a conversation.</summary>
    /// <param name="from">The stream begins after this number.</param>
    public ChannelReply Session(int status, IHeaderDictionary headers, Caller caller, Conversation conversation, long from)
    {
        var json = Token(TokenFor(caller, conversation));
        json["streamUrl"] = tickets.Url(conversation.Id, from, Origins.Of(headers));
        return Json(status, headers, json);
    }

    public JsonObject Token(DirectLineToken token)
    {
        var (fresh, text) = tokens.Issue(token);
        return new JsonObject { ["conversationId"] = fresh.Conversation, ["token"] = text, ["expires_in"] = (int)options.TokenLife.TotalSeconds };
    }

    public ChannelReply Json(int status, IHeaderDictionary headers, JsonObject json) => Text(status, headers, json.ToJsonString(ActivityView.Json));

    /// <param name="json">Ready to send.</param>
    public ChannelReply Text(int status, IHeaderDictionary headers, string json) =>
        new(status, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(json), NoStore(cors.Headers(headers)));

    public InboundResult Refuse(IHeaderDictionary headers, DirectLineError error) => InboundResult.Answer(Error(headers, error));

    public ChannelReply Error(IHeaderDictionary headers, DirectLineError error) => error.Reply(cors.Headers(headers));

    private static DirectLineToken TokenFor(Caller caller, Conversation conversation)
    {
        if (caller.Token is { } token) return token with { Started = true };
        var facts = conversation.Facts;
        return new DirectLineToken(conversation.Id, facts.IsBound ? facts.User : null, facts.UserName, [], true, default, default)
        {
            Dealer = facts.Dealer, Campaign = facts.Campaign, Scene = facts.Scene,
        };
    }

    private static Dictionary<string, string> NoStore(IReadOnlyDictionary<string, string> headers) => new(headers) { ["Cache-Control"] = "no-store" };
}
