using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Mapping;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Operations;

/// <summary>Who has a customer-service session, as the platform sees it (4.4), and moving it.</summary>
internal sealed class Sessions(WeComOptions options, WeComApi api, TimeProvider time)
{
    public const int Fresh = 0;
    public const int Assistant = 1;
    public const int Pool = 2;
    public const int WithMember = 3;
    public const int Ended = 4;

    public const int EndedCode = 95013;
    public const int TransitionCode = 95016;
    public const int StateCode = 95018;
    private const int NotStaff = 95014;
    private const int MemberPaused = 95019;

    private static readonly TimeSpan AnswerCodeLife = TimeSpan.FromHours(48);

    /// <summary>The code of an end lives 20 seconds; after 18 it is not worth a call.</summary>
    private static readonly TimeSpan EndCodeLife = TimeSpan.FromSeconds(18);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public async Task<OperationResult> MoveAsync(MoveSession move, CancellationToken cancellationToken)
    {
        if (WeComAddress.Parse(move.To) is not { Kind: WeComAddress.Kf } to || to.KfParties() is not var (account, customer))
            return new OperationResult.Rejected("bad-address");
        if (options.Find(to.CorpKey, to.AgentKey) is not { } app)
            return new OperationResult.Rejected("configuration");
        var session = new Session(app, account, customer);
        return move.State switch
        {
            "bot" => await GiveBackAsync(session, cancellationToken),
            "waiting" => await MoveAsync(session, Pool, null, cancellationToken),
            "agent" when move.Member is { } member => await MoveAsync(session, WithMember, member, cancellationToken),
            "ended" => await MoveAsync(session, Ended, null, cancellationToken),
            _ => new OperationResult.Rejected("content"),
        };
    }

    /// <summary>State and member; null where the platform did not say.</summary>
    public async Task<(int State, string? Member)?> StateAsync(WeComApp app, string account, string customer, CancellationToken cancellationToken)
    {
        var answer = await api.CallAsync(app, new ApiCall(
            "kf/service_state/get", ApiJson.Write(new { open_kfid = account, external_userid = customer }), Repeatable: true), cancellationToken);
        return answer.Ok ? ((int)answer.Body.Number("service_state"), answer.Text("servicer_userid")?.ToLowerInvariant()) : null;
    }

    /// <summary>The platform gives a session back to the assistant only by ending it: the customer's next message starts anew.</summary>
    private async Task<OperationResult> GiveBackAsync(Session session, CancellationToken cancellationToken)
    {
        var (app, account, customer) = session;
        return await StateAsync(app, account, customer, cancellationToken) switch
        {
            null => new OperationResult.Retry(Pause, "no-answer"),
            { State: Fresh or Assistant or Ended } => new OperationResult.Done(),
            // Nobody is asked how it was: it goes on with us.
            _ => await MoveAsync(session, Ended, null, cancellationToken) is OperationResult.Done or OperationResult.Unknown
                ? new OperationResult.Done()
                : new OperationResult.Rejected("session-state"),
        };
    }

    private async Task<OperationResult> MoveAsync(Session session, int state, string? member, CancellationToken cancellationToken)
    {
        var answer = await TransAsync(session, state, member, cancellationToken);
        if (answer.Lost || answer.Code is EndedCode or TransitionCode or StateCode)
        {
            // Somebody else moved it, or our own answer was lost: what is there now decides.
            var (app, account, customer) = session;
            if (await StateAsync(app, account, customer, cancellationToken) is not var (now, who))
                return new OperationResult.Retry(Pause, "no-answer");
            if (now == state && (state != WithMember || who == member?.ToLowerInvariant()))
                return new OperationResult.Done(new SessionStateSet(null, null));
            if (!MayMove(now, state))
                return new OperationResult.Rejected(now == Ended ? "session-ended" : "session-state", answer.Code);
            answer = await TransAsync(session, state, member, cancellationToken);
        }

        return answer.Code switch
        {
            MemberPaused => new OperationResult.Rejected("member-unavailable", answer.Code),
            NotStaff => new OperationResult.Rejected("not-staff", answer.Code),
            EndedCode or TransitionCode or StateCode => new OperationResult.Rejected("session-state", answer.Code),
            _ => OperationOutcome.From(answer, done => Code(session.App, state, done)),
        };
    }

    private Task<ApiAnswer> TransAsync(Session session, int state, string? member, CancellationToken cancellationToken) =>
        api.CallAsync(session.App, new ApiCall("kf/service_state/trans", ApiJson.Write(new
        {
            open_kfid = session.Account,
            external_userid = session.Customer,
            service_state = state,
            servicer_userid = member,
        })), cancellationToken);

    private SessionStateSet Code(WeComApp app, int state, ApiAnswer answer) => answer.Text("msg_code") is { } code
        ? new(WeComAddress.Format(WeComAddress.KfEvent, app, code), time.GetUtcNow() + (state == Ended ? EndCodeLife : AnswerCodeLife))
        : new(null, null);

    private static bool MayMove(int from, int to) => from switch
    {
        Ended => false,
        WithMember => to is WithMember or Ended,
        Pool => to is WithMember or Ended,
        _ => true,
    };

    private sealed record Session(WeComApp App, string Account, string Customer);
}
