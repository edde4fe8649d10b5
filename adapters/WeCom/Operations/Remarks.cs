using Crm.Adapters.WeCom.Api;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Operations;

/// <summary>What a member noted about a customer. Setting the same again does no harm, so a lost answer is asked for once more.</summary>
internal sealed class Remarks(WeComApi api)
{
    public async Task<OperationResult> SetAsync(WeComApp app, SetRemark request, CancellationToken cancellationToken)
    {
        // The platform refuses a call that names nothing, and clears all numbers by one empty one.
        if (request is { Remark: null, Description: null, Company: null, Phones: null })
            return new OperationResult.Done();
        var phones = request.Phones is { Count: 0 } ? [""] : request.Phones;
        var body = ApiJson.Write(new
        {
            userid = request.Member, external_userid = request.Contact, remark = request.Remark, description = request.Description,
            remark_company = request.Company, remark_mobiles = phones,
        });
        return OperationOutcome.From(await api.CallAsync(app, new ApiCall("externalcontact/remark", body, Repeatable: true), cancellationToken), repeatable: true);
    }
}
