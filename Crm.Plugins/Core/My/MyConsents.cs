using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.My;

/// <summary>Takes back one consent, on every channel it was given for (P-04). What holds no longer is not taken back again.</summary>
public sealed class MyConsents(Writer writer, RecordConsent record)
{
    public Task WithdrawAsync(MyCaller caller, string purpose)
    {
        if (!Consents.Purposes.Contains(purpose)) throw ProblemException.NotFound("consent");
        return writer.WriteAsync(unit =>
        {
            foreach (var (channel, textVersion) in Consents.Held(unit, caller.CustomerId, purpose))
                record.Write(unit, caller.CustomerId, purpose, channel, textVersion, given: false, caller.CustomerId);
        });
    }
}
