using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Complaints;

/// <summary>Pictures that came with a complaint; each is a message of its conversation.</summary>
public static class ComplaintPhotos
{
    private const string AddSql = """
        insert into complaint_photo (complaint_id, message_id, at) values (@complaint_id, @message_id, @at) on conflict do nothing
        """;

    private const string CountSql = "select count(*) from complaint_photo where complaint_id = @complaint_id";

    public static void Add(Unit unit, string complaintId, string messageId) =>
        unit.Add(AddSql, ("complaint_id", complaintId), ("message_id", messageId), ("at", unit.NowMs));

    public static int Count(Unit unit, string complaintId) => (int)unit.Read(CountSql, row => row.GetInt64(0), ("complaint_id", complaintId))[0];
}
