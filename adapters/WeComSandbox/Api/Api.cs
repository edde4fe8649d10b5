using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Answers every call of the simulated API: each is checked as strictly as the documentation allows.</summary>
internal sealed class Api(World world)
{
    public JsonObject Answer(ApiRequest request)
    {
        world.Time.RunDue();
        try
        {
            JsonObject answer;
            lock (world.Gate)
                answer = Run(request);
            answer.Insert(0, "errcode", 0);
            answer.Insert(1, "errmsg", "ok");
            return answer;
        }
        catch (WeComError error)
        {
            return Error(error.Code, error.Message);
        }
    }

    public static JsonObject Error(int code, string message) => new() { ["errcode"] = code, ["errmsg"] = message };

    private JsonObject Run(ApiRequest request)
    {
        if (!CallTable.All.TryGetValue(request.Path, out var call))
            throw new WeComError(40066, "invalid url: the sandbox has no such call");
        if (call.Method != request.Method)
            throw new WeComError(call.Method == "GET" ? 43001 : 43002, $"require {call.Method} method");
        if (request.Path == "gettoken")
            return TokenCalls.Get(world, request);
        var app = request.App = world.Tokens.Check(request.Query("access_token"));
        if (call.Area == CallArea.Contacts && !app.Options.Contacts || call.Area == CallArea.Service && !app.Options.Service)
            throw new WeComError(48002, "api forbidden: the app is not on the module's list of callable apps");
        world.Limits.Count(app.Company.CorpId, request.Path);
        if (call.Method == "POST" && call.Area != CallArea.Upload)
            request.ReadBody();
        return call.Run(app.Company, request);
    }
}
