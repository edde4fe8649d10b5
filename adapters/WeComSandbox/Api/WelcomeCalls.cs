using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>The welcome of a new contact: 20 seconds, one success (4.5).</summary>
internal static class WelcomeCalls
{
    public static JsonObject Send(Company company, ApiRequest request)
    {
        var code = request.Text("welcome_code");
        if (string.IsNullOrEmpty(code))
            throw new WeComError(41049, "missing welcome_code");
        if (company.Faults.WelcomeBusy)
            throw new WeComError(41096, "another app is sending the welcome");
        var (text, lines) = Attachments.Read(company, request);
        var issued = company.Codes.Find(code);
        if (issued is null || issued.Kind != CodeKind.ContactWelcome)
            throw new WeComError(41050, "welcome_code invalid");
        var contact = company.Contact(issued.CustomerId);
        if (issued.Used || contact.HasWritten)
            throw new WeComError(41051, "customer already welcomed or chatting");
        if (company.Codes.Expired(issued))
            throw new WeComError(41050, "welcome_code expired");
        issued.Used = true;
        Attachments.Show(company, contact, "welcome", text, lines, contact.Followers.LastOrDefault().Key);
        return [];
    }
}
