using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox;

/// <summary>
/// One company of the platform and what its people and customers do there. Customers may be named by the id of any
/// company or by their unionid. Each act returns the callback it caused, which a test may await and a demo may leave alone.
/// </summary>
public sealed class SandboxCorp
{
    private readonly Company _company;

    internal SandboxCorp(Company company)
    {
        _company = company;
        Contacts = new SandboxContacts(company);
        Service = new SandboxService(company);
        Groups = new SandboxGroups(company);
        MassTasks = new SandboxMassTasks(company);
        Cards = new SandboxCards(company);
        Tags = new SandboxTags(company);
        SignIn = new SandboxSignIn(company);
        Staff = new SandboxStaff(company);
    }

    public string CorpId => _company.CorpId;

    public string Name => _company.Options.Name;

    public IReadOnlyList<long> AgentIds => [.. _company.Apps.Select(app => app.AgentId)];

    public SandboxContacts Contacts { get; }

    public SandboxService Service { get; }

    public SandboxGroups Groups { get; }

    public SandboxMassTasks MassTasks { get; }

    public SandboxCards Cards { get; }

    public SandboxTags Tags { get; }

    public SandboxSignIn SignIn { get; }

    public SandboxStaff Staff { get; }

    /// <summary>Whether this dealer has confirmed the app that the maker shares; a change tells the maker's app.</summary>
    public bool ShareConfirmed
    {
        get { lock (_company.World.Gate) return _company.ShareConfirmed; }
    }

    /// <summary>The dealer confirms the shared app, or takes it back. The name of the event is not confirmed.</summary>
    public Task<CallbackOutcome> ConfirmShare(bool confirmed)
    {
        lock (_company.World.Gate)
        {
            _company.ShareConfirmed = confirmed;
            return _company.World.Maker.Tell(app => _company.Apps.Any(theirs => theirs.Options.SharedFrom == app.AgentId), "share_agent_change", []);
        }
    }

    /// <summary>The id under which this company knows a person.</summary>
    public string IdOf(string customerId)
    {
        lock (_company.World.Gate)
            return _company.Known(customerId).Id;
    }

    /// <summary>How often <c>gettoken</c> was called with this app's secret.</summary>
    public int TokenRequests(long? agentId = null)
    {
        lock (_company.World.Gate)
            return App(agentId).TokenRequests;
    }

    /// <summary>Takes an access token back before its time.</summary>
    /// <param name="asExpired">The next call answers 42001 instead of 40014.</param>
    public void RevokeToken(long? agentId = null, bool asExpired = false)
    {
        lock (_company.World.Gate)
        {
            if (asExpired)
                _company.World.Tokens.Expire(App(agentId));
            else
                _company.World.Tokens.Revoke(App(agentId));
        }
    }

    /// <summary>Any inner message, signed and encrypted as the others.</summary>
    public Task<CallbackOutcome> PostRaw(string innerXml, long? agentId = null) => App(agentId).Callbacks.Send(innerXml);

    /// <summary>A callback as it should not be; see <see cref="MalformedCallback.Kinds"/>. Gives the HTTP status of the answer.</summary>
    public Task<int> PostMalformed(string kind, long? agentId = null) => App(agentId).Callbacks.PostMalformed(kind);

    /// <summary>Does what the console does when the callback address is saved.</summary>
    public Task<bool> VerifyUrl(CancellationToken cancellationToken, long? agentId = null) => App(agentId).Callbacks.Verify(cancellationToken);

    internal Company Company => _company;

    private App App(long? agentId) => agentId is null ? _company.Apps[0] : _company.Apps.First(app => app.AgentId == agentId);
}
