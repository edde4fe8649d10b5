namespace Crm.Bench.Storm;

/// <summary>Customer contact: profiles, and welcome codes that live 20 seconds and work once.</summary>
internal sealed class FakeContacts(Ledger ledger)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(20);

    public static object Get(FakeCall call)
    {
        var customer = call.Query["external_userid"].ToString();
        // Who only wrote to customer service has no member.
        if (!customer.StartsWith("wmscan", StringComparison.Ordinal))
            return FakeCall.Error(84061, "not external contact");
        return new
        {
            errcode = 0, errmsg = "ok",
            external_contact = new { external_userid = customer, name = "客户" + customer[^4..], type = 1, unionid = "union-" + customer },
            follow_user = new[] { new { userid = "sales01", state = "d0001-cstorm" } },
        };
    }

    public object Welcome(FakeCall call)
    {
        if (!ledger.Scans.TryGetValue(call.Text("welcome_code"), out var scan))
            return FakeCall.Error(41050, "invalid welcome code");
        if (call.Body.GetProperty("text").GetProperty("content").GetString() is not { Length: > 0 })
            return FakeCall.Error(44004, "empty content");
        scan.AddCall();
        var now = TimeProvider.System.GetUtcNow();
        lock (scan)
        {
            if (scan.WelcomedAt is not null)
                return FakeCall.Error(41051, "already chatting");
            if (now - scan.BornAt > Life)
                return FakeCall.Error(41050, "welcome code expired");
            scan.WelcomedAt = now;
        }

        return FakeCall.Error(0, "ok");
    }

    public void Disturb(FakeCall call)
    {
        if (call.Path == "externalcontact/send_welcome_msg" && ledger.Scans.TryGetValue(call.Text("welcome_code"), out var scan))
            scan.Disturbed = true;
    }
}
