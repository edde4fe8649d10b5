using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Consent;

public static class ConsentEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/customers/{id}/consents", Record);
        api.MapGet("/customers/{id}/contact-verdicts", Verdicts);
    }

    private static async Task<NoContent> Record(RecordConsent record, Caller caller, string id, ConsentInput input)
    {
        await record.RunAsync(id, input, caller);
        return TypedResults.NoContent();
    }

    private static async Task<Paged<ContactVerdictItem>> Verdicts(Database database, Caller caller, PageRequest page, string id)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        if (!await CustomerStore.ExistsAsync(database, id)) throw ProblemException.NotFound("customer");
        return await ContactVerdicts.ListAsync(database, id, page);
    }
}
