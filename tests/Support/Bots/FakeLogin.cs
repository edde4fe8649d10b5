using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Crm.Tests.Support.Bots;

/// <summary>
/// A login service with one app, as strict as the real one: refuses a wrong secret, a scope that is none and an assertion
/// that is signed by somebody else, too old or meant for another service. Its tokens die by the test's clock.
/// </summary>
public sealed class FakeLogin(TimeProvider time)
{
    public const string AppId = "11111111-aaaa-4bbb-8ccc-000000000001";
    public const string Secret = "app-password-planted";

    private readonly ConcurrentDictionary<string, (string Audience, DateTimeOffset Until)> _tokens = new();
    private readonly ConcurrentQueue<(int Status, string Body, string? RetryAfter)> _scripted = new();
    private int _issued;
    private int _asked;

    public int ExpiresIn { get; set; } = 3600;

    /// <summary>Public key of the app's certificate; null takes the secret only.</summary>
    public RSA? Certificate { get; set; }

    /// <summary>Held open until set: lets a test pile up callers.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public int Asked => Volatile.Read(ref _asked);

    public void Answers(int status, string body, string? retryAfter = null) => _scripted.Enqueue((status, body, retryAfter));

    public void Revoke() => _tokens.Clear();

    /// <summary>Null where the token is good for this audience, else what is wrong with it.</summary>
    public string? Refusal(string? authorization, string audience)
    {
        if (authorization is null || !authorization.StartsWith("Bearer ", StringComparison.Ordinal)) return "missing";
        if (!_tokens.TryGetValue(authorization[7..], out var token)) return "unknown";
        return token.Until <= time.GetUtcNow() ? "expired" : token.Audience != audience ? "audience" : null;
    }

    public async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _asked);
        if (Gate is { } gate) await gate.Task;
        if (_scripted.TryDequeue(out var scripted))
        {
            if (scripted.RetryAfter is { } wait) context.Response.Headers.RetryAfter = wait;
            await WriteAsync(context, scripted.Status, scripted.Body);
            return;
        }

        var form = await context.Request.ReadFormAsync();
        var scope = form["scope"].ToString();
        var error = form["grant_type"] != "client_credentials" ? "unsupported_grant_type"
            : !scope.EndsWith("/.default", StringComparison.Ordinal) ? "invalid_scope"
            : form["client_id"] != AppId || !Proves(context, form) ? "invalid_client"
            : null;
        if (error is not null)
        {
            await WriteAsync(context, error == "invalid_client" ? 401 : 400, new JsonObject { ["error"] = error, ["error_description"] = "AADSTS: planted" }.ToJsonString());
            return;
        }

        var token = $"connector-token-planted-{Interlocked.Increment(ref _issued)}";
        _tokens[token] = (scope[..^"/.default".Length], time.GetUtcNow().AddSeconds(ExpiresIn));
        await WriteAsync(context, 200, new JsonObject { ["token_type"] = "Bearer", ["expires_in"] = ExpiresIn, ["access_token"] = token }.ToJsonString());
    }

    private bool Proves(HttpContext context, IFormCollection form)
    {
        if (Certificate is null) return form["client_secret"] == Secret;
        if (form["client_assertion_type"] != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer") return false;
        var parts = form["client_assertion"].ToString().Split('.');
        if (parts.Length != 3 || !Certificate.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), System.Buffers.Text.Base64Url.DecodeFromChars(parts[2]),
                HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)) return false;
        var claims = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]))!;
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var here = $"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}";
        return (string?)claims["aud"] == here && (string?)claims["iss"] == AppId && (string?)claims["sub"] == AppId && ((string?)claims["jti"])?.Length > 0
            && (long)claims["nbf"]! <= now && now < (long)claims["exp"]!;
    }

    private static Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(body);
    }
}
