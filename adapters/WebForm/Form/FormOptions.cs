using Microsoft.Extensions.Configuration;

namespace Crm.Adapters.WebForm.Form;

/// <param name="TimeZone">Zone of the form's time field, which has no offset of its own.</param>
/// <param name="FrameAncestors">Pages that may embed the form: the sources of the CSP directive of that name.</param>
internal sealed record FormOptions(TimeZoneInfo TimeZone, string FrameAncestors)
{
    public static FormOptions From(IConfiguration settings) => new(
        TimeZoneInfo.FindSystemTimeZoneById(settings["TimeZone"] ?? "Asia/Shanghai"),
        settings["FrameAncestors"] ?? "*");
}
