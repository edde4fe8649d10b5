namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>One of a company's own people.</summary>
/// <param name="userId">As written at the console; the API answers in lower case.</param>
internal sealed class Member(string userId)
{
    public string UserId { get; } = userId;

    public string Key { get; } = userId.ToLowerInvariant();

    public string Name { get; set; } = userId;

    /// <summary>Left the company, and when.</summary>
    public DateTimeOffset? Left { get; set; }

    /// <summary>How many customers the member may have; 40099 and customer_limit_exceed beyond.</summary>
    public int MostCustomers { get; set; } = 20000;

    /// <summary>Confirms every mass message of their own accord.</summary>
    public bool ConfirmsMassTasks { get; set; }
}
