using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Architecture.Tests.Rules;

/// <summary>What compiled code says and does.</summary>
internal static class Code
{
    public static IEnumerable<TypeDefinition> Types(AssemblyDefinition assembly) => assembly.MainModule.GetTypes();

    /// <summary>Every string of a type: constants, literals in methods, with the place for the message.</summary>
    public static IEnumerable<(string Place, string Text)> Strings(TypeDefinition type) =>
        type.Fields.Where(field => field.Constant is string).Select(field => (field.FullName, (string)field.Constant))
            .Concat(Instructions(type)
                .Where(code => code.Instruction.OpCode == OpCodes.Ldstr)
                .Select(code => (code.Method.FullName, (string)code.Instruction.Operand)));

    public static IEnumerable<string> WallClockCalls(AssemblyDefinition assembly) =>
        from type in Types(assembly)
        from code in Instructions(type)
        where code.Instruction.Operand is MethodReference called && IsWallClock(called)
        select $"{code.Method.FullName} calls {code.Instruction.Operand}";

    private static IEnumerable<(MethodDefinition Method, Instruction Instruction)> Instructions(TypeDefinition type) =>
        from method in type.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        select (method, instruction);

    private static bool IsWallClock(MethodReference called) => (called.DeclaringType.FullName, called.Name) switch
    {
        ("System.DateTime" or "System.DateTimeOffset", "get_Now" or "get_UtcNow" or "get_Today") => true,
        ("System.Threading.Thread", "Sleep") => true,
        ("System.Threading.Tasks.Task", "Delay") => called.Parameters.All(p => p.ParameterType.Name != nameof(TimeProvider)),
        _ => false,
    };
}
