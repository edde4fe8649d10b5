using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Architecture.Tests.Rules;

/// <summary>A table belongs to the slice whose migration creates it; nobody else's SQL may name it.</summary>
/// <param name="owners">Table name to slice.</param>
/// <param name="rootNamespace">What stands before the slice, such as <c>Crm.Plugins.Core.</c></param>
internal sealed partial class SqlOwnership(IReadOnlyDictionary<string, string> owners, string rootNamespace)
{
    /// <summary>May read every table, and writes none of the others'.</summary>
    private const string Reader = "Insight";

    public static Dictionary<string, string> Owners(Checkout checkout) =>
        checkout.Named(".sql")
            .Where(file => file.Path.StartsWith("Crm.Plugins/Core/", StringComparison.Ordinal))
            .SelectMany(file => Created().Matches(file.Text).Select(match => (Table: match.Groups[1].Value, Slice: file.Path.Split('/')[2])))
            .ToDictionary(owned => owned.Table, owned => owned.Slice);

    public IEnumerable<string> Violations(AssemblyDefinition assembly, IReadOnlyList<SqlException> allowed) =>
        from type in Code.Types(assembly)
        let slice = Slice(type)
        where slice is not null
        from said in Code.Strings(type)
        where LooksLikeSql().IsMatch(said.Text)
        from table in Tables(said.Text, writesOnly: slice == Reader).Distinct()
        where owners.TryGetValue(table, out var owner) && owner != slice && !allowed.Any(a => a.Slice == slice && a.Table == table)
        select $"{slice} names table {table} of {owners[table]} in {said.Place}";

    /// <summary>The same for the migrations themselves: a slice alters and indexes its own tables.</summary>
    public IEnumerable<string> ViolationsInMigrations(Checkout checkout) =>
        from file in checkout.Named(".sql")
        where file.Path.StartsWith("Crm.Plugins/Core/", StringComparison.Ordinal)
        from Match match in Changed().Matches(file.Text)
        let table = match.Groups[1].Value
        where owners.TryGetValue(table, out var owner) && owner != file.Path.Split('/')[2]
        select $"{file.Path} changes table {table} of {owners[table]}";

    private string? Slice(TypeDefinition type)
    {
        while (type.DeclaringType is not null)
            type = type.DeclaringType;
        return type.Namespace.StartsWith(rootNamespace, StringComparison.Ordinal)
            ? type.Namespace[rootNamespace.Length..].Split('.')[0]
            : null;
    }

    private static IEnumerable<string> Tables(string sql, bool writesOnly) =>
        (writesOnly ? Written() : Named()).Matches(sql)
            .SelectMany(match => match.Groups["table"].Captures.Select(capture => capture.Value));

    // House style writes SQL in lower case, which keeps sentences such as "Select a dealer from the list" out.
    [GeneratedRegex(@"^\s*(select|insert|update|delete|with|from|join|left join|inner join|where|and|or|exists|not exists|union)\b")]
    private static partial Regex LooksLikeSql();

    [GeneratedRegex(@"\b(from|join|into|update)\s+(?<table>\w+)(\s+(as\s+)?(?!join|left|where|inner|order|group|set|on)\w+)?(\s*,\s*(?<table>\w+)(\s+(as\s+)?(?!join|left|where|inner|order|group|on)\w+)?)*")]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(insert\s+into|update|delete\s+from)\s+(?<table>\w+)")]
    private static partial Regex Written();

    [GeneratedRegex(@"create table (?:if not exists )?(\w+)")]
    private static partial Regex Created();

    [GeneratedRegex(@"(?:alter table (?:if exists )?|drop table (?:if exists )?|update |insert into |delete from |create (?:unique )?index (?:if not exists )?\w+\s+on )(\w+)")]
    private static partial Regex Changed();
}

/// <summary>One deliberate crossing, with the reason a reader would ask for.</summary>
internal sealed record SqlException(string Slice, string Table, string Reason);
