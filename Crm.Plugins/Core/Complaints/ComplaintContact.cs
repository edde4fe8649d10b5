using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Complaints;

/// <summary>A person talked with the customer about the complaint: acknowledged and contacted, if it was not yet.</summary>
public static class ComplaintContact
{
    public static void Reached(Unit unit, string complaintId, DateTimeOffset at)
    {
        if (ComplaintStore.Get(unit, complaintId) is not { } complaint) return;
        var ms = at.ToUnixTimeMilliseconds();
        var after = complaint with
        {
            AcknowledgedAt = complaint.AcknowledgedAt == 0 ? ms : complaint.AcknowledgedAt,
            ContactedAt = complaint.ContactedAt == 0 ? ms : complaint.ContactedAt,
            State = complaint.State == "new" ? "acknowledged" : complaint.State,
        };
        if (after != complaint && !ComplaintStore.Save(unit, after)) throw new LostRaceException();
    }
}
