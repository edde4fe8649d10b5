namespace Crm.Plugins.Core.Leads;

/// <summary>How soon somebody is likely to buy: it chooses the clocks and how often we get in touch.</summary>
public enum Temperature
{
    Cold,
    Warm,
    Hot,
}

/// <summary>What the customer wants of us.</summary>
public enum Wish
{
    Buy,
    TestDrive,
    Lease,
    TradeIn,
    Service,
    Finance,
    Other,
}
