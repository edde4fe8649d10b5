using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.ContactWays;

/// <summary>
/// Keeps a code on the platform leading to whoever serves now. Runs at every change of shift, when a member is full or
/// has left, at the expiry and after each answer of the platform; what is already as it should be is not asked for.
/// </summary>
public sealed class KeepWay(Deliveries deliveries, Steps steps) : IStepHandler
{
    public const string StepKind = "contact-way";
    private const string Shift = "shift";

    private static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LookSoon = TimeSpan.FromMinutes(1);

    /// <summary>Longer than an answer can take with all its tries: nobody waits for one that was lost here.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromHours(12);

    public string Kind => StepKind;

    public void Handle(Unit unit, StepRow step) => Run(unit, step.SubjectId);

    public void Run(Unit unit, string id)
    {
        if (ContactWayStore.Get(unit, id) is not { IsRemoved: false } way) return;
        if (way.Asked > 0 && unit.NowMs - way.Asked > LongestAnswer.TotalMilliseconds) way = Lost(way);
        var plan = way.Shifts;
        var full = ScanStore.Full(unit, way.Id, plan.Day(unit.Now), plan.DailyCap);
        var gone = Absences.Of(unit, way.Channel, way.Account);
        var members = plan.Serving(unit.Now, way.IsExpired(unit.Now), full, gone);
        if (members.Count == 0) Alerts.Raise(unit, "contact-way-nobody", way.Id, $"Nobody serves the contact way {way.Name}");
        steps.Add(unit, way.Id, Shift, StepKind, Next(unit, way, plan, full.Count > 0));
        var request = new SaveContactWay(None(way.PlatformId), way.State, members, way.Name, way.SkipVerify == 1)
        {
            MadeSince = way.LookSince == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(way.LookSince),
        };
        var wanted = Signature(request);
        if (way.Asked == 0 && members.Count > 0 && wanted != way.Wanted) way = Ask(unit, way, request, wanted);
        ContactWayStore.Keep(unit, way with { Status = way.StatusAt(unit.Now) });
    }

    /// <summary>The platform answered.</summary>
    internal void Answered(Unit unit, ContactWayRow way, OperationResult result, string? pictureId)
    {
        var saved = (result as OperationResult.Done)?.Answer as ContactWaySaved;
        way = result switch
        {
            OperationResult.Done => way with
            {
                Asked = 0, Fault = "", LookSince = 0, PlatformId = saved?.PlatformId ?? way.PlatformId, Url = saved?.Url ?? way.Url,
                PictureId = pictureId ?? way.PictureId,
            },
            OperationResult.Rejected no => way with { Asked = 0, Wanted = "", Fault = no.PlatformCode == 0 ? no.Reason : $"{no.Reason} ({no.PlatformCode})" },
            // Perhaps it is there: the next request looks for it before making another.
            _ => Lost(way),
        };
        ContactWayStore.Keep(unit, way with { Status = way.StatusAt(unit.Now) });
        if (way.IsRemoved) Remove(unit, way);
        else if (result is OperationResult.Done) Run(unit, way.Id);
        else steps.Add(unit, way.Id, Shift, StepKind, result is OperationResult.Rejected ? Next(unit, way, way.Shifts, false) : unit.Now + LookSoon);
    }

    internal void Remove(Unit unit, ContactWayRow way)
    {
        Steps.Cancel(unit, way.Id);
        if (way.PlatformId.Length > 0)
            deliveries.TryAdd(unit, new NewOperation(way.Channel, way.Account, new RemoveContactWay(way.PlatformId))
            {
                EffectKey = $"contact-way:{way.Id}:removed", Sequence = way.Id,
            });
    }

    private static ContactWayRow Lost(ContactWayRow way) => way with { Asked = 0, Wanted = "", LookSince = way.LookSince == 0 ? way.CreatedAt : way.LookSince };

    private ContactWayRow Ask(Unit unit, ContactWayRow way, SaveContactWay request, string wanted)
    {
        var revision = way.Revision + 1;
        deliveries.TryAdd(unit, new NewOperation(way.Channel, way.Account, request)
        {
            EffectKey = $"contact-way:{way.Id}:{revision}", Sequence = way.Id,
        });
        return way with { Asked = unit.NowMs, Revision = revision, Wanted = wanted };
    }

    /// <summary>When to look again; far off where nothing is known to change, as people do come back.</summary>
    private static DateTimeOffset Next(Unit unit, ContactWayRow way, ShiftPlan plan, bool somebodyIsFull)
    {
        var next = plan.NextChange(unit.Now) ?? unit.Now.AddDays(1);
        if (somebodyIsFull && plan.NextMidnight(unit.Now) is var midnight && midnight < next) next = midnight;
        if (way.ExpiresAt > unit.NowMs && DateTimeOffset.FromUnixTimeMilliseconds(way.ExpiresAt) is var expiry && expiry < next) next = expiry;
        return way.Fault.Length > 0 && unit.Now + TryAgain < next ? unit.Now + TryAgain : next;
    }

    private static string Signature(SaveContactWay request) => JsonSerializer.Serialize(
        new { request.Members, request.Remark, request.SkipVerify }, JsonSerializerOptions.Web);

    private static string? None(string text) => text.Length == 0 ? null : text;
}

/// <summary>Hears how the platform answered to our requests about codes.</summary>
public sealed class WayAnswers(KeepWay keep) : IOperationHandler
{
    public void Handle(Unit unit, DeliveryRow row, OperationRequest request, OperationResult result)
    {
        if (request is not SaveContactWay || row.ConversationId is not { } wayId || ContactWayStore.Get(unit, wayId) is not { } way) return;
        var picture = ((result as OperationResult.Done)?.Answer as ContactWaySaved)?.Picture;
        keep.Answered(unit, way, result, picture is null ? null : Media.MediaStore.Add(unit, picture));
    }
}
