using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Crm.Adapters.WeComSandbox.Wire;

/// <summary>The inner messages, with the element names and the CDATA of the real ones.</summary>
internal static class CallbackXml
{
    public static string Event(string corpId, string from, DateTimeOffset at, string name, params (string Name, string? Value)[] more) =>
        Message(corpId, from, at, "event", [("Event", name), .. more]);

    /// <summary>A customer-service wake-up has no sender.</summary>
    public static string KfEvent(string corpId, DateTimeOffset at, string token, string openKfId) =>
        Message(corpId, null, at, "event", [("Event", "kf_msg_or_event"), ("Token", token), ("OpenKfId", openKfId)]);

    /// <summary>Members with a null value are left out.</summary>
    public static string Message(string corpId, string? from, DateTimeOffset at, string type, IEnumerable<(string Name, string? Value)> more, params XElement[] nested)
    {
        var xml = new XElement("xml", Text("ToUserName", corpId));
        if (from is not null)
            xml.Add(Text("FromUserName", from));
        xml.Add(new XElement("CreateTime", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), Text("MsgType", type));
        foreach (var (name, value) in more)
            if (value is not null)
                xml.Add(Text(name, value));
        xml.Add(nested);
        return xml.ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>An element of repeated elements, such as <c>MemChangeList/Item</c>.</summary>
    public static XElement List(string name, string item, IEnumerable<string> values) => new(name, values.Select(value => Text(item, value)));

    public static string Envelope(string corpId, long agentId, string encrypted) => new XElement("xml",
        Text("ToUserName", corpId),
        Text("AgentID", agentId.ToString(CultureInfo.InvariantCulture)),
        Text("Encrypt", encrypted)).ToString(SaveOptions.DisableFormatting);

    /// <summary>Encrypted text, signature, time and nonce of a passive reply; null where the body is none.</summary>
    public static (string Encrypt, string Signature, string Timestamp, string Nonce)? Reply(string body)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var xml = XElement.Load(reader);
            return (xml.Element("Encrypt")!.Value, xml.Element("MsgSignature")!.Value, xml.Element("TimeStamp")!.Value, xml.Element("Nonce")!.Value);
        }
        catch (Exception e) when (e is XmlException or NullReferenceException)
        {
            return null;
        }
    }

    public static XElement Text(string name, string value) => new(name, new XCData(value));
}
