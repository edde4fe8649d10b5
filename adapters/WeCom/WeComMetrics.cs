using System.Diagnostics.Metrics;
using Crm.Adapters.WeCom.Wire;

namespace Crm.Adapters.WeCom;

/// <summary>Counters of the meter <c>Crm.Adapters.WeCom</c>.</summary>
internal static class WeComMetrics
{
    private static readonly Meter Meter = new("Crm.Adapters.WeCom");

    private static readonly Counter<long> RefusedCallbacks = Meter.CreateCounter<long>(
        "wecom.callbacks.refused", description: "Callbacks refused, by reason.");

    private static readonly Counter<long> AcceptedCallbacks = Meter.CreateCounter<long>(
        "wecom.callbacks.accepted", description: "Authentic callbacks handed on.");

    private static readonly Counter<long> ApiErrors = Meter.CreateCounter<long>(
        "wecom.api.errors", description: "Answers of the platform's API with a non-zero errcode, by code and API.");

    public static void Refused(Refusal refusal) => RefusedCallbacks.Add(1, new KeyValuePair<string, object?>("reason", refusal.Code()));

    public static void Accepted() => AcceptedCallbacks.Add(1);

    public static void ApiError(string api, int code) => ApiErrors.Add(
        1, new KeyValuePair<string, object?>("api", api), new KeyValuePair<string, object?>("code", code));
}
