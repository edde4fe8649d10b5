using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Tests.Support.Bots;

/// <summary>One call the connector got.</summary>
/// <param name="Target">Path and query exactly as on the wire.</param>
/// <param name="Key">The Idempotency-Key header.</param>
public sealed record ConnectorCall(string Method, string Target, JsonObject? Body, string? Authorization, string? Key);

/// <summary>
/// A channel's connector and the login service in front of it, on a loopback port, as strict as the real ones: refuses a
/// token that is missing, dead or for somebody else, ids that are not encoded, bodies that are too large, and
/// conversations and members it does not know (spec/bot.md 3).
/// </summary>
public sealed class FakeConnector : IAsyncDisposable
{
    public const string Audience = "https://api.botframework.com";
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ConnectorCall> _calls = new();
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _scripted = new();
    private readonly ConnectorConversations _conversations = new();

    private FakeConnector(WebApplication app, Uri address, TimeProvider time)
    {
        _app = app;
        Address = address;
        Login = new FakeLogin(time);
    }

    public Uri Address { get; }

    /// <summary>Without its trailing slash, as some channels write it.</summary>
    public string ServiceUrl => $"{Address}amer";

    public string LoginUrl => $"{Address}login";

    public FakeLogin Login { get; }

    /// <summary>False: an emulator, which wants no token at all.</summary>
    public bool WantsToken { get; set; } = true;

    public IReadOnlyList<ConnectorCall> Calls => [.. _calls];

    /// <summary>False keeps no calls, for long runs.</summary>
    public bool Remembers { get; set; } = true;

    /// <summary>Called for every activity that was taken; for long runs.</summary>
    public Action<string, JsonObject>? Took { get; set; }

    public static async Task<FakeConnector> StartAsync(TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = 10 << 20;
        });
        var app = builder.Build();
        FakeConnector? fake = null;
        app.Run(context => fake!.AnswerAsync(context));
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return fake = new FakeConnector(app, new Uri(addresses.First()), time);
    }

    /// <summary>A conversation the connector knows, with the members in it.</summary>
    public void Knows(string conversation, params string[] members) => _conversations.Add(conversation, members);

    public void Forgets(string conversation) => _conversations.Remove(conversation);

    /// <summary>What arrived in a conversation, oldest first.</summary>
    public IReadOnlyList<JsonObject> Activities(string conversation) => _conversations.Activities(conversation);

    public IReadOnlyList<string> Conversations => _conversations.Ids;

    /// <summary>The next call is answered like this, whatever it is.</summary>
    public void Answers(int status, string body = "", string? retryAfter = null) => _scripted.Enqueue(context =>
    {
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        return WriteAsync(context, status, body);
    });

    /// <summary>The next call gets no answer until then.</summary>
    public void Holds(Task until) => _scripted.Enqueue(async context =>
    {
        await until;
        context.Abort();
    });

    /// <summary>The next call is taken and its answer lost: the connection breaks.</summary>
    public void LosesItsAnswer() => _scripted.Enqueue(async context =>
    {
        await TakeAsync(context, quiet: true);
        context.Abort();
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal static Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        if (body.Length == 0) return Task.CompletedTask;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(body);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/login")) await Login.AnswerAsync(context);
        else await TakeAsync(context, quiet: false);
    }

    private async Task TakeAsync(HttpContext context, bool quiet)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes);
        var body = bytes.Length == 0 ? null : JsonNode.Parse(bytes.ToArray()) as JsonObject;
        if (Remembers && !quiet) _calls.Enqueue(new ConnectorCall(context.Request.Method, target, body, Header("Authorization"), Header("Idempotency-Key")));
        if (!quiet && _scripted.TryDequeue(out var scripted))
        {
            context.Request.Body = new MemoryStream(bytes.ToArray());
            await scripted(context);
            return;
        }

        var (status, answer) = Judge(context, target, body, bytes.Length) is { } refusal ? refusal : _conversations.Answer(context.Request.Method, Below(target), body, Took);
        if (!quiet) await WriteAsync(context, status, answer?.ToJsonString() ?? "");

        string? Header(string name) => context.Request.Headers[name] is { Count: > 0 } values ? values.ToString() : null;
    }

    private (int, JsonNode?)? Judge(HttpContext context, string target, JsonObject? body, long length)
    {
        var headers = context.Request.Headers;
        if (WantsToken && Login.Refusal(headers.Authorization.Count == 0 ? null : headers.Authorization.ToString(), Audience) is { } wrong)
            return Refused(401, "Unauthorized", $"The token is refused: {wrong}.");
        if (!WantsToken && headers.Authorization.Count > 0) return Refused(401, "Unauthorized", "No token is wanted here.");
        if (!headers.UserAgent.ToString().StartsWith("Microsoft-BotFramework/3.1", StringComparison.Ordinal)) return Refused(400, "BadArgument", "User-Agent.");
        if (!target.StartsWith("/amer/v3/", StringComparison.Ordinal)) return Refused(404, "NotFound", "No such address; is there one slash?");
        if (target.Split('?')[0].Any(c => !char.IsAsciiLetterOrDigit(c) && !"/-._~%".Contains(c))) return Refused(400, "BadSyntax", "Ids in paths are percent-encoded.");
        if (length > 262_144) return Refused(413, "MessageSizeTooBig", "The body is too large.");
        if (context.Request.Method is "POST" or "PUT")
        {
            if (context.Request.ContentType != "application/json; charset=utf-8") return Refused(415, "BadArgument", "Content-Type.");
            if (body is null) return Refused(400, "BadSyntax", "The body is no JSON object.");
        }

        return null;
    }

    internal static (int, JsonNode?) Refused(int status, string code, string message) =>
        (status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } });

    private static string Below(string target) => target["/amer/".Length..];
}
