using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Crm.Store.Tests.LanguageModels;

/// <summary>
/// A chat-completions endpoint on this machine that takes nothing but a well-formed question with the right key, keeps what it
/// was asked, and answers as the test says.
/// </summary>
internal sealed class FakeModel : IAsyncDisposable
{
    public const string Key = "key-of-the-test";
    private readonly WebApplication _app;

    private FakeModel()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/chat/completions", HandleAsync);
    }

    /// <summary>What the customer's part of each question said.</summary>
    public ConcurrentQueue<JsonElement> Asked { get; } = [];

    public List<string> Wrong { get; } = [];

    public Func<HttpContext, Task> Answer { get; set; } = context => SayAsync(context, """{"intents":[]}""");

    public string Url => _app.Urls.Single() + "/v1";

    public static async Task<FakeModel> StartAsync()
    {
        var model = new FakeModel();
        await model._app.StartAsync();
        return model;
    }

    public (string, string)[] Settings(int perMinute = 60) =>
    [
        ("Crm:Bot:LanguageModel:Url", Url), ("Crm:Bot:LanguageModel:Model", "test-model"), ("Crm:Bot:LanguageModel:ApiKey", Key),
        ("Crm:Bot:LanguageModel:Purpose", "tests"), ("Crm:Bot:LanguageModel:TimeoutMs", "2000"), ("Crm:Bot:LanguageModel:MaxPerMinute", $"{perMinute}"),
    ];

    public void Says(string content) => Answer = context => SayAsync(context, content);

    /// <summary>A sure intent, and an article by its place.</summary>
    public void Labels(string intent, string? article = null) =>
        Says(JsonSerializer.Serialize(new { intents = new[] { new { name = intent, confidence = 0.9 } }, series = (string?)null, article }));

    public void Fails(int status, string? retryAfter = null) => Answer = context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    };

    public static Task SayAsync(HttpContext context, string content) => context.Response.WriteAsJsonAsync(new
    {
        id = "x", @object = "chat.completion", choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content } } },
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var question = await JsonDocument.ParseAsync(context.Request.Body);
        var root = question.RootElement;
        if (context.Request.Headers.Authorization != $"Bearer {Key}") Wrong.Add("key");
        if (root.GetProperty("model").GetString() != "test-model" || root.GetProperty("temperature").GetInt32() != 0) Wrong.Add("parameters");
        var messages = root.GetProperty("messages");
        if (messages.GetArrayLength() != 2 || messages[0].GetProperty("role").GetString() != "system" || messages[1].GetProperty("role").GetString() != "user") Wrong.Add("messages");
        Asked.Enqueue(JsonDocument.Parse(messages[1].GetProperty("content").GetString()!).RootElement);
        await Answer(context);
    }
}
