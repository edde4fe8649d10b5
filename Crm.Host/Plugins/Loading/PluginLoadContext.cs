using System.Reflection;
using System.Runtime.Loader;

namespace Crm.Host.Plugins.Loading;

/// <summary>
/// One plugin's assemblies. Every name the host carries is the host's own copy, whatever lies in the plugin's folder:
/// a type such as <c>IPlugin</c> is the same type only if it comes from the same assembly. All else is private.
/// </summary>
/// <remarks>Not collectible: one timer or static event of a plugin keeps a context alive, so unloading could not be promised.</remarks>
internal sealed class PluginLoadContext(string id, string entryPath) : AssemblyLoadContext(id)
{
    private readonly AssemblyDependencyResolver _resolver = new(entryPath);

    /// <summary>Where an assembly the host does not carry lies; null if it is nowhere.</summary>
    public string? PrivatePath(AssemblyName name) => _resolver.ResolveAssemblyToPath(name);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (HostAssemblies.Carries(assemblyName)) return null;
        return PrivatePath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
