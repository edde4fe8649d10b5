using Mono.Cecil;

namespace Architecture.Tests.Planted;

/// <summary>Makes assemblies that break a rule, so that the rule is seen to turn red.</summary>
internal static class PlantedAssembly
{
    /// <summary>The assembly of these tests, which holds <see cref="PlantedCode"/>: a compiler's own output.</summary>
    public static AssemblyDefinition Ours => AssemblyDefinition.ReadAssembly(typeof(PlantedAssembly).Assembly.Location);

    /// <summary>An assembly with one field whose type lives in <paramref name="reference"/>, written out and read back.</summary>
    public static AssemblyDefinition Using(string reference)
    {
        using var assembly = AssemblyDefinition.CreateAssembly(
            new AssemblyNameDefinition("Planted", new Version(1, 0)), "Planted", ModuleKind.Dll);
        var module = assembly.MainModule;
        var target = new AssemblyNameReference(reference, new Version(1, 0));
        module.AssemblyReferences.Add(target);
        var type = new TypeDefinition("Planted", "Thing", TypeAttributes.Public, module.TypeSystem.Object);
        type.Fields.Add(new FieldDefinition("other", FieldAttributes.Private, new TypeReference("Other", "Thing", module, target)));
        module.Types.Add(type);

        var bytes = new MemoryStream();
        assembly.Write(bytes);
        bytes.Position = 0;
        return AssemblyDefinition.ReadAssembly(bytes);
    }
}
