using Crm.Adapters.WeCom.Api;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Operations;

/// <summary>
/// Begins to hand customers over. Each customer counts towards a limit of two in 90 days, so a lost answer is unknown
/// and looked up in the result list, never asked for again blindly.
/// </summary>
internal sealed class Transfers(WeComApi api)
{
    public async Task<OperationResult> BeginAsync(WeComApp app, TransferContacts request, CancellationToken cancellationToken)
    {
        var (path, body) = request.FromLeaver
            ? ("externalcontact/resigned/transfer_customer",
                ApiJson.Write(new { handover_userid = request.From, takeover_userid = request.To, external_userid = request.Contacts }))
            : ("externalcontact/transfer_customer",
                ApiJson.Write(new
                {
                    handover_userid = request.From, takeover_userid = request.To, external_userid = request.Contacts, transfer_success_msg = request.Message,
                }));
        return OperationOutcome.From(await api.CallAsync(app, new ApiCall(path, body), cancellationToken), Started);
    }

    private static TransferStarted Started(ApiAnswer answer) => new(answer.Body.Items("customer")
        .Select(customer => (Id: customer.Text("external_userid"), Code: (int)customer.Number("errcode")))
        .Where(customer => customer is { Id: not null, Code: not 0 })
        .ToDictionary(customer => customer.Id!, customer => customer.Code));
}
