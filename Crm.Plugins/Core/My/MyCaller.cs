using System.Security.Claims;
using Crm.Plugins.Core.Shared.Api;
using Microsoft.AspNetCore.Http;

namespace Crm.Plugins.Core.My;

/// <summary>The customer whose page this is. There is no role and no list: every statement of My service names this customer.</summary>
public sealed record MyCaller(string CustomerId)
{
    public const string CustomerClaim = "crm:my";
    public const string GenerationClaim = "crm:my-generation";

    public static ValueTask<MyCaller?> BindAsync(HttpContext context) => ValueTask.FromResult<MyCaller?>(
        context.User.FindFirstValue(CustomerClaim) is { Length: > 0 } id
            ? new MyCaller(id)
            : throw new ProblemException(401, "my-session-needed", "Open the link we sent you once more."));
}
