using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Bench.Storm;

/// <summary>
/// A fake qyapi on a free port, written apart from the product's own simulator so that both cannot share a mistake.
/// It misbehaves as the real one does: busy, throttled, gone, or cut off after it did what was asked.
/// </summary>
internal sealed class FakePlatform : IAsyncDisposable
{
    private readonly StormOptions _options;
    private readonly WebApplication _app;
    private readonly FakeTokens[] _tokens = [new(StormCorp.ContactApp), new(StormCorp.KfApp)];

    private FakePlatform(StormOptions options, Ledger ledger)
    {
        _options = options;
        Faults = new FakeFaults(options);
        Kf = new FakeKf(options, ledger, Faults);
        Contacts = new FakeContacts(ledger);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    public FakeFaults Faults { get; }

    public FakeKf Kf { get; }

    public FakeContacts Contacts { get; }

    public IReadOnlyList<FakeTokens> Tokens => _tokens;

    public Uri Url { get; private set; } = null!;

    public static async Task<FakePlatform> StartAsync(StormOptions options, Ledger ledger)
    {
        var platform = new FakePlatform(options, ledger);
        await platform._app.StartAsync();
        platform.Url = new Uri(platform._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return platform;
    }

    /// <summary>Revokes every app's token.</summary>
    public void Revoke()
    {
        foreach (var token in _tokens)
            token.Revoke();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!["/cgi-bin/".Length..];
        await Task.Delay(TimeSpan.FromMilliseconds(_options.ApiMilliseconds), TimeProvider.System);
        if (path == "gettoken")
        {
            await AnswerAsync(context, GetToken(context.Request.Query));
            return;
        }

        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var call = new FakeCall(path, context.Request.Query, await reader.ReadToEndAsync());
        if (!_tokens.Any(token => token.IsGood(context.Request.Query["access_token"].ToString())))
        {
            await AnswerAsync(context, FakeCall.Error(40014, "invalid access_token"));
            return;
        }

        var fault = Faults.Next(path);
        if (fault is not (Fault.None or Fault.Reset))
            Disturb(call);
        switch (fault)
        {
            case Fault.Busy:
                await AnswerAsync(context, FakeCall.Error(-1, "system busy"));
                return;
            case Fault.Throttled:
                await AnswerAsync(context, FakeCall.Error(45033, "concurrent limit"));
                return;
            case Fault.BadGateway:
                context.Response.StatusCode = 502;
                return;
        }

        var answer = call.Refusal ?? Do(call);
        if (fault == Fault.Reset)
            context.Abort();
        else
            await AnswerAsync(context, answer);
    }

    private object Do(FakeCall call) => call.Path switch
    {
        "kf/sync_msg" => Kf.Sync(call),
        "kf/send_msg" => Kf.Send(call),
        "externalcontact/get" => FakeContacts.Get(call),
        "externalcontact/send_welcome_msg" => Contacts.Welcome(call),
        _ => FakeCall.Error(48002, "no such api"),
    };

    private void Disturb(FakeCall call)
    {
        Contacts.Disturb(call);
        Kf.Disturb(call);
    }

    private object GetToken(IQueryCollection query)
    {
        var token = _tokens.FirstOrDefault(token => StormCorp.Secret(token.App) == query["corpsecret"].ToString());
        return token is null || query["corpid"] != StormCorp.CorpId
            ? FakeCall.Error(40001, "invalid credential")
            : new { errcode = 0, errmsg = "ok", access_token = token.Get(), expires_in = 7200 };
    }

    private static async Task AnswerAsync(HttpContext context, object answer)
    {
        context.Response.ContentType = "application/json; charset=UTF-8";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer, FakeCall.Json));
    }
}
