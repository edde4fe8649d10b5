using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Crm.Host.Tests.Auth;

/// <summary>A browser or a machine: keeps its cookies, and sends a token and a CSRF token where it has one.</summary>
public sealed class Client(HttpClient http)
{
    public CookieContainer Cookies { get; private init; } = new();

    public string? Token { get; set; }

    public string? Csrf { get; set; }

    public async Task<Answer> SignInAsync(string? userName, string? password)
    {
        var answer = await PostAsync("/api/v1/session", new { userName, password });
        if (answer.Status == 200) Csrf = answer.Text("csrfToken");
        return answer;
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Answer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body));

    public Task<Answer> PatchAsync(string path, object body, string? ifMatch = null) => SendAsync(HttpMethod.Patch, path, JsonContent.Create(body), ifMatch);

    public Task<Answer> PostTextAsync(string path, string text, string type = "application/json") =>
        SendAsync(HttpMethod.Post, path, new StringContent(text, Encoding.UTF8, type));

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (Token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (Csrf is not null) request.Headers.Add("X-CSRF-Token", Csrf);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        var target = new Uri(http.BaseAddress!, path);
        if (Cookies.GetCookieHeader(target) is { Length: > 0 } cookies) request.Headers.Add("Cookie", cookies);
        using var response = await http.SendAsync(request);
        var set = response.Headers.TryGetValues("Set-Cookie", out var values) ? values.ToList() : [];
        foreach (var cookie in set) Cookies.SetCookies(target, cookie);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), Headers(response), set);
    }

    private static Dictionary<string, string> Headers(HttpResponseMessage response) =>
        response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
}

public sealed record Answer(int Status, string Body, IReadOnlyDictionary<string, string> Headers, IReadOnlyList<string> SetCookies)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Code => Text("code");

    public string? Text(string member) => Json.TryGetProperty(member, out var value) ? value.ToString() : null;

    public void ShouldBeProblem(int status, string code)
    {
        (Status, Headers.GetValueOrDefault("Content-Type"), Code).ShouldBe((status, "application/problem+json", code), Body);
        Json.GetProperty("status").GetInt32().ShouldBe(status);
        Text("traceId").ShouldNotBeNullOrEmpty();
    }
}
