namespace Crm.Adapters.WeComSandbox.Http;

internal sealed record NewCustomer(string? Name);

internal sealed record NewMessage(string? Text, string? ChoiceId);

internal sealed record NewScan(string? State, string? Member, string? Corp);

internal sealed record NewSession(string? Scene, string? SceneParam);

/// <summary>What <c>adapters/Sms</c> posts with its own field names.</summary>
internal sealed record NewSms(string? Phone, string? Sign, string? TemplateId, Dictionary<string, string>? Params, string? Text, string? Id);

/// <param name="Reset"><c>after</c> or <c>before</c> the call is done. A body without any fault clears all of them.</param>
internal sealed record NewFault(string? Call, int? Code, int? Http, int? SlowMs, string? Reset, int? Times)
{
    public Fault? ToFault() => this switch
    {
        { Code: { } code } => Fault.Code(code),
        { Http: { } status and >= 400 and <= 599 } => Fault.Http(status),
        { SlowMs: { } pause and > 0 } => Fault.Slow(TimeSpan.FromMilliseconds(pause)),
        { Reset: "after" } => Fault.ResetAfter,
        { Reset: "before" } => Fault.ResetBefore,
        _ => null,
    };
}
