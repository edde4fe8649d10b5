using System.Globalization;
using System.Reflection;
using System.Text;

namespace Crm.Host.Tests.Plugins;

/// <summary>The public surface of an assembly as text, one line per member, in an order that does not depend on the compiler.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder($"{assembly.GetName().Name} {assembly.GetName().Version}\n");
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{Kind(type)} {type.FullName}{Bases(type)}\n");
            foreach (var line in Members(type).Order(StringComparer.Ordinal)) text.Append(CultureInfo.InvariantCulture, $"  {line}\n");
        }

        return text.ToString();
    }

    private static string Kind(Type type) =>
        type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static string Bases(Type type)
    {
        var bases = new[] { type.BaseType }.Where(b => b is not null && b != typeof(object) && b != typeof(Enum) && b != typeof(ValueType))
            .Concat(type.GetInterfaces().Where(i => !type.IsEnum && !Generated(i)))
            .Select(b => Name(b!)).Order(StringComparer.Ordinal).ToArray();
        return bases.Length == 0 ? "" : " : " + string.Join(", ", bases);
    }

    private static bool Generated(Type face) => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEquatable<>);

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).Select(n => $"{n} = {Convert.ToInt64(Enum.Parse(type, n), null)}");
        return type.GetMembers(Declared).Where(Visible).Select(Line).OfType<string>();
    }

    private static bool Visible(MemberInfo member) => member switch
    {
        MethodBase m => m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly,
        PropertyInfo p => (p.GetMethod ?? p.SetMethod) is { } accessor && Visible(accessor),
        FieldInfo f => f.IsPublic || f.IsFamily,
        _ => false,
    };

    /// <summary>Null for what the compiler adds to every record and for the accessors of properties.</summary>
    private static string? Line(MemberInfo member) => member switch
    {
        ConstructorInfo c when !(c.IsFamily && c.GetParameters() is [{ } only] && only.ParameterType == c.DeclaringType) => $"new({Parameters(c)})",
        PropertyInfo { Name: not "EqualityContract" } p => $"{Name(p.PropertyType, Nullability.Create(p))} {p.Name} {{ {Accessors(p)} }}{(Required(p) ? " required" : "")}",
        FieldInfo f => $"{Name(f.FieldType, Nullability.Create(f))} {f.Name}",
        MethodInfo { IsSpecialName: false, Name: not ("Deconstruct" or "Equals" or "GetHashCode" or "ToString" or "PrintMembers" or "<Clone>$") } m =>
            $"{(m.IsStatic ? "static " : "")}{Name(m.ReturnType, Nullability.Create(m.ReturnParameter))} {m.Name}({Parameters(m)})",
        _ => null,
    };

    private static string Accessors(PropertyInfo property)
    {
        var init = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit") == true;
        return string.Join(' ', new[] { property.GetMethod is { IsPublic: true } ? "get;" : null, property.SetMethod is { IsPublic: true } ? init ? "init;" : "set;" : null }.OfType<string>());
    }

    private static bool Required(PropertyInfo property) => property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute));

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{Name(p.ParameterType, Nullability.Create(p))} {p.Name}{(p.HasDefaultValue ? $" = {p.DefaultValue ?? "default"}" : "")}"));

    private static string Name(Type type, NullabilityInfo? nullability = null)
    {
        if (Nullable.GetUnderlyingType(type) is { } value) return Name(value) + "?";
        var mark = !type.IsValueType && nullability?.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray) return Name(type.GetElementType()!, nullability?.ElementType) + "[]" + mark;
        if (!type.IsGenericType) return (type.Namespace is "System" || type.Assembly == typeof(Crm.Plugins.Contract.IPlugin).Assembly ? type.Name : type.FullName) + mark;
        var arguments = type.GetGenericArguments().Select((a, i) => Name(a, nullability?.GenericTypeArguments.ElementAtOrDefault(i)));
        return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", arguments)}>{mark}";
    }
}
