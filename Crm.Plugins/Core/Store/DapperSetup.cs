using System.Reflection;
using Dapper;

namespace Crm.Plugins.Core.Store;

/// <summary>
/// Maps rows to positional records by column order and name. Dapper's own map also compares types, and SQLite has none
/// for an expression while there is no row, so an empty list would throw (DECISIONS 26).
/// </summary>
public static class DapperSetup
{
    private static readonly Lazy<bool> Done = new(() =>
    {
        var ordinary = SqlMapper.TypeMapProvider;
        SqlMapper.TypeMapProvider = type => RecordMap.For(type) ?? ordinary(type);
        return true;
    });

    public static void Once() => _ = Done.Value;

    private sealed class RecordMap(ConstructorInfo constructor) : SqlMapper.ITypeMap
    {
        /// <summary>Null for everything but our records, which have one constructor with parameters.</summary>
        public static RecordMap? For(Type type)
        {
            if (type.Assembly != typeof(DapperSetup).Assembly) return null;
            var constructors = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance);
            return constructors is [{ } only] && only.GetParameters().Length > 0 ? new RecordMap(only) : null;
        }

        public ConstructorInfo FindConstructor(string[] names, Type[] types)
        {
            var wanted = constructor.GetParameters();
            var fits = names.Length == wanted.Length && names.Zip(wanted).All(pair => Plain(pair.First) == Plain(pair.Second.Name!));
            return fits ? constructor : throw new InvalidOperationException(
                $"{constructor.DeclaringType!.Name} wants the columns {string.Join(", ", wanted.Select(p => p.Name))} in this order, but the statement yields {string.Join(", ", names)}.");
        }

        public ConstructorInfo? FindExplicitConstructor() => null;

        public SqlMapper.IMemberMap GetConstructorParameter(ConstructorInfo constructor, string columnName) =>
            new Parameter(columnName, Array.Find(constructor.GetParameters(), p => Plain(p.Name!) == Plain(columnName))!);

        public SqlMapper.IMemberMap? GetMember(string columnName) => null;

        private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
    }

    private sealed record Parameter(string ColumnName, ParameterInfo ParameterInfo) : SqlMapper.IMemberMap
    {
        public Type MemberType => ParameterInfo.ParameterType;

        public PropertyInfo? Property => null;

        public FieldInfo? Field => null;

        ParameterInfo? SqlMapper.IMemberMap.Parameter => ParameterInfo;
    }
}
