using System.Globalization;
using Crm.Plugins.Core.Bot.Slots;
using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot;

/// <summary>A picture or another file: with a fresh complaint it belongs to it; otherwise it is kept and said so.</summary>
public sealed class TakeFile(Speak speak, RunForm forms)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(24);
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(10);

    /// <summary>Null for words.</summary>
    public Settlement? Run(Turn turn)
    {
        if (turn.Message.Kind == "text" || turn.Message.Text.Trim().Length > 0) return null;
        if (turn.Message.Kind is "image" or "video" && Recent(turn) is { } complaint) return Photo(turn, complaint);
        if (turn.State is { IsOpen: true, Question.Length: > 0 }) return forms.Again(turn, TextKeys.FileKept);
        return Conversations.SaidLately(turn.Unit, turn.Conversation.Id, Lately) ? turn.Talk : speak.Say(turn, TextKeys.FileAlone);
    }

    private Settlement Photo(Turn turn, ComplaintRow complaint)
    {
        var count = ComplaintPhotos.Count(turn.Unit, complaint.Id);
        if (count < PhotosSlot.Most) ComplaintPhotos.Add(turn.Unit, complaint.Id, turn.MessageId);
        var settled = new Settlement("attached", turn.CustomerId, ComplaintId: complaint.Id);
        if (count >= PhotosSlot.Most) speak.Say(turn, TextKeys.PhotosFull, ("number", complaint.Number));
        // A number to call is still needed: the picture must not make us forget it.
        else if (turn.State is { IsOpen: true, Done: false, Question.Length: > 0 }) forms.Again(turn, TextKeys.FileKept);
        else speak.Say(turn, TextKeys.PhotoKept, ("number", complaint.Number), ("count", (count + 1).ToString(CultureInfo.InvariantCulture)));
        return settled;
    }

    private static ComplaintRow? Recent(Turn turn) => ComplaintStore.OpenOfCustomer(turn.Unit, turn.CustomerId) is { } open
        && (open.Id == turn.State?.SubjectId || turn.Unit.NowMs - open.CreatedAt < Fresh.TotalMilliseconds) ? open : null;
}
