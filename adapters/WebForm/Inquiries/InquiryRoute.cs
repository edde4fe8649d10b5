using Crm.Plugins.Contract;

namespace Crm.Adapters.WebForm.Inquiries;

/// <summary>
/// <c>POST inquiries</c>. Refuses in this order: key missing, not JSON, wrong type; then captures. What a usable
/// contact is, the CRM decides: an inquiry without one is stored and quarantined, not refused.
/// </summary>
internal sealed class InquiryRoute(RunningKeys running)
{
    public InboundResult Receive(InboundRequest request)
    {
        if (request.Caller is not { } caller)
            return InboundResult.Answer(Problems.NoCaller);
        var key = IdempotencyKey.Read(request.Headers["Idempotency-Key"], out var invalid);
        if (invalid)
            return InboundResult.Answer(Problems.KeyInvalid);
        if (key is null)
            return InboundResult.Answer(Problems.KeyMissing);
        if (InquiryReader.Read(request.Body.Span, out var errors) is not { } inquiry)
            return InboundResult.Answer(errors is null ? Problems.NotJson : Problems.Invalid(errors));

        var dedup = $"{caller}:{key}";
        if (!running.TryHold(dedup))
            return InboundResult.Answer(Problems.KeyRunning);
        return new InboundResult
        {
            Items = [inquiry.ToItem(request, dedup, "application/json")],
            Reply = receipts =>
            {
                running.Release(dedup);
                return receipts[0].Conflict ? Problems.KeyConflict : InquiryReply.Accepted(receipts[0]);
            },
        };
    }
}
