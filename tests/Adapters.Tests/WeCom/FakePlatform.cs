using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Adapters.Tests.WeCom;

/// <summary>One call the adapter made.</summary>
internal sealed record PlatformCall(string Path, Dictionary<string, string> Query, JsonElement Body, string BodyText)
{
    public string? ContentType { get; init; }

    public string? Range { get; init; }
}

/// <summary>
/// A small strict qyapi: hands out tokens and refuses dead ones, refuses <c>\u</c> escapes, and answers everything else
/// by what the test scripted for the path, one answer per call, the last for all further ones.
/// </summary>
internal sealed class FakePlatform : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, Queue<Func<PlatformCall, object>>> _answers = new();
    private readonly ConcurrentQueue<PlatformCall> _calls = new();
    private int _tokens;

    public string CorpSecret { get; set; } = "corp-secret-planted";

    /// <summary>The only token business calls may use.</summary>
    public string? LiveToken { get; set; }

    public int ExpiresIn { get; set; } = 7200;

    public IReadOnlyList<PlatformCall> Calls => [.. _calls];

    /// <summary>Scripts the next answers: an errcode, an object to send as JSON, an HTTP status, or an exception to throw.</summary>
    public void Answers(string path, params object[] answers) => Answers(path, [.. answers.Select(a => (Func<PlatformCall, object>)(_ => a))]);

    public void Answers(string path, params Func<PlatformCall, object>[] answers)
    {
        var queue = _answers.GetOrAdd(path, _ => new());
        lock (queue)
            foreach (var answer in answers)
                queue.Enqueue(answer);
    }

    public int Count(string path) => _calls.Count(call => call.Path == path);

    public PlatformCall Last(string path) => _calls.Last(call => call.Path == path);

    /// <summary>Every token issued so far is dead.</summary>
    public void Revoke() => LiveToken = null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath["/cgi-bin/".Length..];
        var query = QueryHelpers.ParseQuery(request.RequestUri.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        var text = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var call = new PlatformCall(path, query, text.Length == 0 || text.StartsWith("--", StringComparison.Ordinal) ? default : JsonElement.Parse(text), text)
        {
            ContentType = request.Content?.Headers.ContentType?.ToString(), Range = request.Headers.Range?.ToString(),
        };
        _calls.Enqueue(call);
        // As over a real socket, the caller goes on elsewhere.
        await Task.Yield();
        return Respond(Scripted(call) ?? (path == "gettoken" ? Token(call) : Error(0)), call);
    }

    private object? Scripted(PlatformCall call)
    {
        if (call.Path != "gettoken" && Refusal(call) is { } refusal)
            return refusal;
        if (!_answers.TryGetValue(call.Path, out var queue))
            return null;
        Func<PlatformCall, object> answer;
        lock (queue)
            answer = queue.Count > 1 ? queue.Dequeue() : queue.Peek();
        return answer(call);
    }

    private object? Refusal(PlatformCall call)
    {
        if (!call.Query.TryGetValue("access_token", out var token) || token != LiveToken)
            return Error(LiveToken is null || token != LiveToken ? 42001 : 40014, $"access_token expired, url: /cgi-bin/{call.Path}?access_token={token}");
        return call.BodyText.Contains("\\u", StringComparison.Ordinal) ? Error(40033) : null;
    }

    private object Token(PlatformCall call)
    {
        if (call.Query["corpsecret"] != CorpSecret)
            return Error(40001, $"invalid credential, corpsecret={call.Query["corpsecret"]}");
        LiveToken ??= $"access-token-planted-{Interlocked.Increment(ref _tokens)}";
        return new { errcode = 0, errmsg = "ok", access_token = LiveToken, expires_in = ExpiresIn };
    }

    private static object Error(int code, string message = "hint: planted") => new { errcode = code, errmsg = message };

    private static HttpResponseMessage Respond(object answer, PlatformCall call) => answer switch
    {
        Exception failure => throw failure,
        HttpResponseMessage response => response,
        HttpStatusCode status => new HttpResponseMessage(status),
        int code => Json(Error(code, $"error at /cgi-bin/{call.Path}?access_token={call.Query.GetValueOrDefault("access_token")}&corpsecret={call.Query.GetValueOrDefault("corpsecret")}")),
        string raw => new HttpResponseMessage { Content = new StringContent(raw) },
        _ => Json(answer),
    };

    private static HttpResponseMessage Json(object answer) =>
        new() { Content = new StringContent(JsonSerializer.Serialize(answer), Encoding.UTF8, "application/json") };
}
