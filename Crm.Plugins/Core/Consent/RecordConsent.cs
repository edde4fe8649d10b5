using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Consent;

/// <summary>Somebody of ours writes down what a customer allowed or took back. It holds from the commit on, also for what is already queued (P-04).</summary>
public sealed class RecordConsent(Writer writer, Events events)
{
    public async Task RunAsync(string customerId, ConsentInput input, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var purpose = input.Purpose?.Trim().Replace('-', '_') ?? "";
        if (!Consents.Purposes.Contains(purpose))
            throw ProblemException.Invalid("unknown-purpose", $"purpose is one of {string.Join(", ", Consents.Purposes)}.");
        if (input.Channel?.Trim() is not { Length: > 0 and <= 64 } channel)
            throw ProblemException.Invalid("channel-required", $"channel names where the customer may be written to or called, or {Consents.AnyChannel}.");
        if (input.Given is not { } given) throw ProblemException.Invalid("given-required", "given is true or false.");
        if (input.TextVersion?.Trim() is not { Length: > 0 and <= 100 } text)
            throw ProblemException.Invalid("text-version-required", "textVersion names the text the customer saw or heard, such as phone.zh-CN.1.");
        await writer.WriteAsync(unit =>
        {
            if (CustomerStore.Contact(unit, customerId) is null) throw ProblemException.NotFound("customer");
            Write(unit, customerId, purpose, channel, text, given, caller.Id);
        });
    }

    /// <summary>The record with its trace, in the caller's transaction.</summary>
    /// <param name="actor">Who wrote it down: one of ours, or the customer.</param>
    public void Write(Unit unit, string customerId, string purpose, string channel, string textVersion, bool given, string actor)
    {
        Consents.Record(unit, customerId, purpose, channel, textVersion, given, null);
        var type = given ? "consent.given" : "consent.withdrawn";
        Audit.Record(unit, actor, type, customerId, $"{purpose} {channel}");
        events.Add(unit, new NewEvent(type) { CustomerId = customerId, Data = new { purpose, channel } });
    }
}

/// <param name="Purpose">As in P-02, such as <c>marketing_message</c>.</param>
public sealed record ConsentInput(string? Purpose, string? Channel, bool? Given, string? TextVersion);
