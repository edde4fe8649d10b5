using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Architecture.Tests.Rules;

/// <summary>
/// Lesson 23, no second path: every class that queues a message says by what right (<c>ContactClass</c>), one that sends
/// unasked holds the gate, and only such a one may ask for a mass send. The outbox itself only passes on.
/// </summary>
internal static class ContactClasses
{
    private const int Gated = 2;
    private const string Outbox = "Crm.Plugins.Core.Outbox";

    public static IEnumerable<string> Violations(AssemblyDefinition assembly)
    {
        foreach (var type in Code.Types(assembly).Where(type => type.DeclaringType is null && type.Namespace != Outbox))
        {
            var made = WithNested(type).SelectMany(Made).ToHashSet();
            // A record makes itself when it is copied.
            made.Remove(type.Name);
            var right = Right(type);
            if (made.Contains("NewDelivery") && right is null)
                yield return $"{type.FullName} queues messages: say by [ContactClass(...)] whether they are answers, for our own people, or gated";
            if (made.Contains("CreateMassSend") && right != Gated)
                yield return $"{type.FullName} asks for a mass send without being gated";
            if (right == Gated && !type.Fields.Any(field => field.FieldType.Name == "ContactGate"))
                yield return $"{type.FullName} says it is gated and holds no ContactGate";
        }
    }

    private static int? Right(TypeDefinition type) => type.CustomAttributes
        .Where(attribute => attribute.AttributeType.Name == "ContactClassAttribute").Select(attribute => (int?)(int)attribute.ConstructorArguments[0].Value).FirstOrDefault();

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static IEnumerable<string> Made(TypeDefinition type) =>
        from method in type.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.OpCode == OpCodes.Newobj
        select ((MethodReference)instruction.Operand).DeclaringType.Name;
}
