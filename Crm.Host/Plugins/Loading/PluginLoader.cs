using System.Reflection;
using Crm.Host.Plugins.Manifests;
using Crm.Plugins.Contract;

namespace Crm.Host.Plugins.Loading;

/// <summary>From a validated folder to a started plugin. Any stage may throw; the caller knows which from the handle.</summary>
internal sealed class PluginLoader(PluginServices services, IHostEnvironment environment)
{
    public async Task<StartedPlugin> LoadAsync(PluginHandle handle, CancellationToken cancellationToken)
    {
        var manifest = handle.Manifest!;
        handle.Enter(Stage.Load);
        var plugin = Instantiate(handle.Id, ManifestReader.EntryPath(handle.Folder, manifest));
        handle.Move(PluginState.Loaded, Stage.Load);

        handle.Enter(Stage.Configure);
        var context = new PluginContext(handle.Id, handle.Settings, handle.Folder) { IsDevelopment = environment.IsDevelopment() };
        var provider = services.Build(plugin, manifest, context, handle.OperatorHosts);
        return await StartedPlugin.StartAsync(provider, handle.Enter, cancellationToken);
    }

    private static IPlugin Instantiate(string id, string entryPath)
    {
        var context = new PluginLoadContext(id, entryPath);
        DependencyCheck.Check(entryPath, context);
        var assembly = context.LoadFromAssemblyPath(entryPath);

        // All types, not only the public ones: a type whose base cannot be loaded fails here and not in a message.
        var plugins = Types(assembly).Where(t => t.IsAssignableTo(typeof(IPlugin)) && t is { IsPublic: true, IsAbstract: false }).ToArray();
        return plugins.Length == 1
            ? (IPlugin)Activator.CreateInstance(plugins[0])!
            : throw new InvalidOperationException($"{Path.GetFileName(entryPath)} has {plugins.Length} public types that implement IPlugin; it needs exactly one.");
    }

    private static Type[] Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            // The exception itself only says "see the loader exceptions".
            throw new InvalidOperationException(string.Join(" ", e.LoaderExceptions.Select(x => x?.Message).Distinct()), e);
        }
    }
}
