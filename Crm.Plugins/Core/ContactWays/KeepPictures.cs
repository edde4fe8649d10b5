using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.ContactWays;

/// <summary>
/// Keeps the files of welcomes on the platform: it forgets them after three days, and nothing can be uploaded within
/// the 20 seconds of a welcome (spec/lessons.md 5).
/// </summary>
public sealed class KeepPictures(Deliveries deliveries, Steps steps) : IStepHandler, IOperationHandler
{
    private const string StepKind = "welcome-media";
    private const string Again = "again";
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(12);
    private static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(10);

    public string Kind => StepKind;

    /// <summary>Has every file of these welcomes ready soon.</summary>
    public void Want(Unit unit, string channel, string account, IReadOnlyList<ReadyWelcome> texts)
    {
        foreach (var file in texts.SelectMany(text => text.Attachments).Where(file => file.MediaId is { Length: > 0 }).DistinctBy(file => file.MediaId))
            steps.Add(unit, new Kept(channel, account, file.MediaId!, file.Kind == "app" ? "image" : file.Kind).ToString(), Again, StepKind, unit.Now);
    }

    public void Handle(Unit unit, StepRow step)
    {
        var kept = Kept.Parse(step.SubjectId);
        if (!WelcomeStore.Uses(unit, kept.Channel, kept.Account, kept.MediaId)) return;
        deliveries.TryAdd(unit, new NewOperation(kept.Channel, kept.Account, new KeepMedia(kept.MediaId, kept.FileKind))
        {
            EffectKey = $"keep-media:{step.SubjectId}:{step.DueAt}", Sequence = step.SubjectId,
        });
    }

    public void Handle(Unit unit, DeliveryRow row, OperationRequest request, OperationResult result)
    {
        if (request is not KeepMedia || row.ConversationId is not { } subject) return;
        var until = ((result as OperationResult.Done)?.Answer as MediaKept)?.Until;
        steps.Add(unit, subject, Again, StepKind, until is { } end && end - Ahead > unit.Now ? end - Ahead : unit.Now + TryAgain);
    }

    private sealed record Kept(string Channel, string Account, string MediaId, string FileKind)
    {
        public static Kept Parse(string subject) => subject.Split('|') is ["media", var channel, var account, var id, var kind]
            ? new Kept(channel, account, id, kind)
            : throw new FormatException($"'{subject}' names no file of a welcome.");

        public override string ToString() => $"media|{Channel}|{Account}|{MediaId}|{FileKind}";
    }
}
