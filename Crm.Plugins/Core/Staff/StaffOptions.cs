namespace Crm.Plugins.Core.Staff;

/// <summary>Section <c>Crm:Staff</c>.</summary>
public sealed record StaffOptions
{
    /// <summary>Off: nobody gets a card; commands are still answered.</summary>
    public bool Cards { get; init; } = true;

    /// <summary>After this share of the accept clock the dealer's managers are asked too; 1 or more = never.</summary>
    public double ManagerShare { get; init; } = 0.5;

    /// <summary>So many of the people on duty get the same card at most.</summary>
    public int MostRecipients { get; init; } = 10;

    /// <summary>The plugin that tells a member by text message where the card cannot reach them; empty = nobody is told.</summary>
    public string PhoneChannel { get; init; } = "sms";

    /// <summary>Where people open desk and portal, such as <c>https://crm.example.com/</c>; empty = cards carry no link.</summary>
    public string PageUrl { get; init; } = "";
}
