using Microsoft.AspNetCore.Http;

namespace Crm.Adapters.WeComSandbox.Http;

/// <summary>The platform's own page: what shall go wrong, what time it is, crowds, and counters.</summary>
internal sealed class AdminEndpoints(WeComPlatform platform, PhoneRoutes routes)
{
    private readonly CrowdRun _crowd = new(platform);

    public void Map()
    {
        routes.Get("phone/status", Status);
        routes.Get("phone/faults", context => JsonHttp.Write(context, 200, platform.Faults.ToPlan()));
        routes.Put("phone/faults", SetFaults);
        routes.Post("phone/faults", AddFault);
        routes.Get("phone/clock", Clock);
        routes.Post("phone/clock", Advance);
        routes.Get("phone/load", context => JsonHttp.Write(context, 200, _crowd.Show()));
        routes.Act<Crowd>("phone/load", (_, crowd) => _crowd.Start(crowd));
        routes.Act<Nothing>("phone/load/stop", (_, _) => _crowd.Stop());
    }

    private Task Status(HttpContext context)
    {
        var options = platform.Options;
        return JsonHttp.Write(context, 200, new
        {
            options.CorpId,
            options.AgentId,
            options.OpenKfId,
            options.Members,
            callbackUrl = options.CallbackUrl(),
            callbacks = new { delivered = platform.CallbacksDelivered, failed = platform.CallbacksFailed, running = platform.CallbacksRunning },
            platform.TokenRequests,
            droppedMemberMessages = platform.Corps.Sum(corp => corp.Staff.DroppedMessages),
            serverTime = platform.Time.GetUtcNow(),
        });
    }

    private async Task SetFaults(HttpContext context)
    {
        if (await JsonHttp.Read<FaultPlan>(context) is not { } plan)
            return;
        platform.Faults.Apply(plan);
        await JsonHttp.Write(context, 200, platform.Faults.ToPlan());
    }

    private async Task AddFault(HttpContext context)
    {
        if (await JsonHttp.Read<NewFault>(context) is not { } body)
            return;
        if (body.ToFault() is { } fault)
            platform.Faults.Add(body.Call ?? "*", fault, Math.Clamp(body.Times ?? 1, 1, 1000));
        else
            platform.Faults.Clear();
        await JsonHttp.Write(context, 202, new { });
    }

    private Task Clock(HttpContext context) =>
        JsonHttp.Write(context, 200, new { now = platform.Clock.GetUtcNow(), aheadSeconds = (long)platform.Clock.Ahead.TotalSeconds });

    private async Task Advance(HttpContext context)
    {
        if (await JsonHttp.Read<NewTime>(context) is not { } body)
            return;
        // A month at once: quotas and lives need no more, and the clock cannot be put back.
        if (body.Minutes is not (> 0 and <= 31 * 24 * 60))
            throw new ArgumentException("minutes is 1 to 44640.");
        platform.Clock.Advance(TimeSpan.FromMinutes(body.Minutes.Value));
        platform.Broadcast.Publish("changed", new { });
        await Clock(context);
    }

    private sealed record NewTime(int? Minutes);

    private sealed record Nothing;
}
