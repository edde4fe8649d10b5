using System.Security.Cryptography;
using Crm.Adapters.WeComSandbox.Platform;
using Crm.Adapters.WeComSandbox.Wire;

namespace Crm.Adapters.WeComSandbox;

/// <summary>The company's own people: joining, leaving, writing to an app.</summary>
public sealed class SandboxStaff
{
    private readonly Company _company;

    internal SandboxStaff(Company company) => _company = company;

    /// <summary>User ids of those who are at work, as written at the console.</summary>
    public IReadOnlyList<string> Working
    {
        get { lock (_company.World.Gate) return [.. _company.Working.Select(member => member.UserId)]; }
    }

    /// <summary>What they got from our apps.</summary>
    public IReadOnlyList<MemberMessage> Messages
    {
        get { lock (_company.World.Gate) return [.. _company.MemberMessages]; }
    }

    /// <summary>Messages that the platform dropped without a word: over 30 a minute or 1000 an hour to one member.</summary>
    public int DroppedMessages
    {
        get { lock (_company.World.Gate) return _company.DroppedMemberMessages; }
    }

    public void Join(string userId)
    {
        lock (_company.World.Gate)
            _company.Members[userId.ToLowerInvariant()] = new Member(userId);
    }

    /// <summary>The member leaves the company; their customers and groups wait for somebody else.</summary>
    public void Leave(string userId)
    {
        lock (_company.World.Gate)
        {
            var member = _company.Member(userId);
            member.Left = _company.Now;
            foreach (var account in _company.Accounts.Values)
                account.Staff.Remove(member.Key);
        }
    }

    /// <summary>How this member takes things from now on. Null leaves as it is.</summary>
    /// <param name="confirmsMassTasks">Confirms every mass message as it comes.</param>
    /// <param name="mostCustomers">Full beyond: a transfer to them fails with customer_limit_exceed.</param>
    public void SetHabits(string userId, bool? confirmsMassTasks = null, int? mostCustomers = null)
    {
        lock (_company.World.Gate)
        {
            var member = _company.Member(userId);
            member.ConfirmsMassTasks = confirmsMassTasks ?? member.ConfirmsMassTasks;
            member.MostCustomers = mostCustomers ?? member.MostCustomers;
        }
    }

    /// <summary>Somebody writes to the app.</summary>
    public Task<CallbackOutcome> Write(string text, string? userId = null, long? agentId = null)
    {
        // A 64-bit number, as the real ones are.
        var id = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) >> 1;
        return Send("text", userId, agentId, ("Content", text), ("MsgId", $"{id}"));
    }

    /// <summary>Somebody opens the app, clicks in its menu (<c>click</c>, <c>view</c>), joins or leaves its range (<c>subscribe</c>, <c>unsubscribe</c>).</summary>
    public Task<CallbackOutcome> Act(string appEvent, string? eventKey = null, string? userId = null, long? agentId = null) =>
        Send("event", userId, agentId, ("Event", appEvent), ("EventKey", eventKey));

    private Task<CallbackOutcome> Send(string type, string? userId, long? agentId, params (string Name, string? Value)[] fields)
    {
        lock (_company.World.Gate)
        {
            var app = agentId is null ? _company.Apps[0] : _company.Apps.First(app => app.AgentId == agentId);
            var from = userId is null ? _company.Working.First().UserId : _company.Member(userId).UserId;
            return app.Callbacks.Send(CallbackXml.Message(_company.CorpId, from, _company.Stamp, type, [.. fields, ("AgentID", $"{app.AgentId}")]));
        }
    }
}
