using System.Xml;
using System.Xml.Linq;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Crm.Plugins.Core.Accounts;

/// <summary>The keys that seal cookies, in the store: sessions survive a restart and are good on every node.</summary>
public sealed class ProtectionKeys(Database database, Writer writer, TimeProvider time) : IXmlRepository
{
    private const string AllSql = "select xml from protection_key order by id";

    private const string InsertSql = "insert into protection_key (id, xml) values (@id, @xml)";

    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. database.QueryAsync<string>(AllSql).GetAwaiter().GetResult().Select(Parse)];

    public void StoreElement(XElement element, string friendlyName)
    {
        var (id, xml) = (Ids.New(time.GetUtcNow()), element.ToString(SaveOptions.DisableFormatting));
        writer.WriteAsync(unit => unit.Add(InsertSql, ("id", id), ("xml", xml))).GetAwaiter().GetResult();
    }

    private static XElement Parse(string xml)
    {
        using var reader = XmlReader.Create(new StringReader(xml), Safe);
        return XElement.Load(reader);
    }
}
