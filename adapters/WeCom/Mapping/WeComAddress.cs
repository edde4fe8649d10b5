namespace Crm.Adapters.WeCom.Mapping;

/// <summary>
/// The opaque addresses this adapter gives out: <c>kind/corpKey/agentKey/rest</c>. The configuration keys come first,
/// so an answer leaves through the app the question came in by.
/// </summary>
internal readonly record struct WeComAddress(string Kind, string CorpKey, string AgentKey, string Rest)
{
    /// <summary>Customer service chat; rest = <c>open_kfid/external_userid</c>.</summary>
    public const string Kf = "kf";

    /// <summary>Single-use code of a customer-service event; rest = the code.</summary>
    public const string KfEvent = "kfevent";

    /// <summary>Single-use code of a new contact; rest = the code.</summary>
    public const string Welcome = "welcome";

    /// <summary>A member; rest = userid, or several joined by <c>|</c>.</summary>
    public const string Member = "member";

    public static string Format(string kind, WeComApp app, string rest) => $"{kind}/{app.CorpKey}/{app.Key}/{rest}";

    public static WeComAddress? Parse(string address)
    {
        var parts = address.Split('/', 4);
        return parts.Length == 4 && parts.All(part => part.Length > 0) ? new(parts[0], parts[1], parts[2], parts[3]) : null;
    }

    /// <summary>Splits <see cref="Rest"/> of a customer-service address.</summary>
    public (string OpenKfId, string ExternalUserId)? KfParties() =>
        Rest.Split('/', 2) is [{ Length: > 0 } account, { Length: > 0 } customer] ? (account, customer) : null;
}
