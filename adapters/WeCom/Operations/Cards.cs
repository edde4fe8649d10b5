using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Outbound;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Operations;

/// <summary>
/// Changes a card that was sent. Its code works once and for a day, so a lost answer is never asked for again. Path and
/// fields as in public SDKs; how long a code lives is told differently (24 or 72 hours), the shorter is kept to.
/// </summary>
internal sealed class Cards(WeComApi api)
{
    private const int LabelBytes = 30;

    public async Task<OperationResult> UpdateAsync(WeComApp app, UpdateCard update, DateTimeOffset? deadline, CancellationToken cancellationToken)
    {
        if (app.AgentId is not { } agentId)
            return new OperationResult.Rejected("configuration");
        var answer = await api.CallAsync(app, new ApiCall("message/update_template_card", ApiJson.Write(new
        {
            userids = update.Members,
            agentid = agentId,
            response_code = update.UpdateCode,
            button = update.Card is null ? new { replace_name = Texts.Cut(update.ButtonText, LabelBytes) } : null,
            template_card = update.Card is { } card ? TemplateCard.Of(card) : null,
        }), GiveUpAt: deadline), cancellationToken);
        return OperationOutcome.From(answer);
    }
}
