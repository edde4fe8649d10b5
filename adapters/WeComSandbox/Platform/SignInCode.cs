namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>A code of the sign-in page: five minutes, one use (4.7).</summary>
internal sealed record SignInCode(string? Member, Person? Outsider, DateTimeOffset Until, bool WithTicket)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    public bool Used { get; set; }
}
