using System.Globalization;
using Crm.Bench.Load;

namespace Crm.Bench.Bots;

/// <summary>Greetings of some hundred people, one conversation each, in turn. A greeting is answered with one message, always.</summary>
internal sealed class TurnSource(string token, string serviceUrl, int people, int clients) : IRequestSource
{
    private const string Mark = "00000000";

    private readonly Template[] _templates = [.. Enumerable.Range(0, people).Select(person => Write(token, serviceUrl, person))];
    private readonly long[] _last = new long[clients];
    private long _next;

    public static string Conversation(int person) => string.Create(CultureInfo.InvariantCulture, $"19:bench-{person:0000}@thread.v2");

    /// <summary>The number of the request that client sent last.</summary>
    public long LastOf(int client) => _last[client];

    public ReadOnlySpan<byte> Next(int client)
    {
        var number = _last[client] = ++_next;
        return _templates[number % _templates.Length].With(number);
    }

    private static Template Write(string token, string serviceUrl, int person) => new(
        $"""
        POST /api/messages HTTP/1.1
        Host: bench
        Authorization: Bearer {token}
        Content-Type: application/json; charset=utf-8

        """,
        $$"""
        {"type":"message","id":"a{{Mark}}","timestamp":"2026-03-02T02:00:00.000Z","serviceUrl":"{{serviceUrl}}","channelId":"msteams",
        "from":{"id":"29:user-{{person}}","name":"客户{{person}}","aadObjectId":"00000000-0000-0000-0000-000000000000"},"recipient":{"id":"28:bench","name":"CRM"},
        "conversation":{"id":"{{Conversation(person)}}","conversationType":"personal","tenantId":"t"},"text":"你好","textFormat":"plain","locale":"zh-CN",
        "channelData":{"tenant":{"id":"t"} },"entities":[{"type":"clientInfo","locale":"zh-CN","country":"CN"}]}
        """,
        Mark);
}
