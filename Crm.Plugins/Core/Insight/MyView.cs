using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Routing;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Insight;

/// <summary>Everything a customer sees of himself, in his own words: no severity, no score, nothing about anybody else.</summary>
public sealed class MyView(Database database, TimeProvider time, PromiseOptions promises)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(14);

    public async Task<MyPage> GetAsync(string customerId)
    {
        var now = time.GetUtcNow();
        var customer = await database.FirstAsync<MyCustomerRow>(MySql.Customer, new { customer_id = customerId })
            ?? throw new ProblemException(401, "my-session-needed", "Open the link we sent you once more.");
        var calls = await database.QueryAsync<MyPromiseRow>(MySql.Promises, new { customer_id = customerId, since = (now - Remembered).ToUnixTimeMilliseconds() });
        var complaints = await database.QueryAsync<MyComplaintRow>(MySql.Complaints, new { customer_id = customerId, since = (now - Remembered).ToUnixTimeMilliseconds() });
        var consents = await database.QueryAsync<ConsentRow>(MySql.Consents, new { customer_id = customerId });
        var leads = await database.QueryAsync<MyLeadRow>(MySql.Leads, new { customer_id = customerId });
        var shown = calls.Select(row => MyPromise.From(row, now, promises.DeskPhone)).ToList();
        return new MyPage(
            Masking.Name(customer.Name), Masking.Phone(customer.Phone), Texts.LocaleFor(customer.Locale), Instants.Iso(now), shown,
            [.. leads.Where(lead => lead.Wish == "test-drive").Select(lead => MyTestDrive.From(lead, shown))],
            [.. complaints.Select(MyComplaint.From)],
            [.. consents.DistinctBy(row => (row.Purpose, row.Channel)).Select(MyConsent.From)],
            [.. leads.Where(lead => lead.DealerId.Length > 0).Select(MyDealer.From)], SwitchDealer.Reasons, null);
    }
}

/// <summary>The page of one customer.</summary>
/// <param name="Name">Masked, as a link may be seen by somebody beside the customer.</param>
/// <param name="NextPromiseId">After "nobody called me": the call that stands now.</param>
public sealed record MyPage(
    string Name, string Phone, string Locale, string ServerTime, IReadOnlyList<MyPromise> Promises, IReadOnlyList<MyTestDrive> TestDrives,
    IReadOnlyList<MyComplaint> Complaints, IReadOnlyList<MyConsent> Consents, IReadOnlyList<MyDealer> Dealers, IReadOnlyList<string> SwitchReasons,
    string? NextPromiseId);
