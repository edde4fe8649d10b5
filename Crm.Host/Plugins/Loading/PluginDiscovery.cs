using Crm.Host.Plugins.Manifests;
using Crm.Plugins.Contract;

namespace Crm.Host.Plugins.Loading;

/// <summary>Finds the plugins' folders and checks all that can be checked without running any of their code.</summary>
internal sealed class PluginDiscovery(PluginsOptions options, IConfiguration configuration, TimeProvider time, ILoggerFactory logging)
{
    private static readonly Version HostContract = typeof(IPlugin).Assembly.GetName().Version!;
    private readonly ILogger _logger = logging.CreateLogger("Crm.Host.Plugins");

    public IReadOnlyList<PluginHandle> Find()
    {
        if (!Directory.Exists(options.Path)) _logger.LogWarning("There is no plugin folder {Path}; set Crm:Plugins:Path", options.Path);
        var found = Directory.Exists(options.Path) ? Directory.GetDirectories(options.Path) : [];
        // A named plugin without a folder shows up as one without a manifest: a typo must not go unseen.
        var named = options.Enabled.Select(id => Path.Combine(options.Path, Path.GetFileName(id)));
        return [.. (options.Enabled.Count > 0 ? named : found).Distinct().Order(StringComparer.Ordinal).Select(Examine).OfType<PluginHandle>()];
    }

    private PluginHandle? Examine(string folder)
    {
        var id = Path.GetFileName(folder);
        var handle = new PluginHandle(folder, configuration.GetSection($"Crm:Plugins:{id}:Settings"), time, _logger);
        try
        {
            handle.Enter(Stage.Manifest);
            var manifest = ManifestReader.Read(folder);
            if (manifest.DemoOnly && !options.Demo && !options.Names(id)) return null;
            handle.Manifest = manifest;
            CheckContract(handle, manifest);
            CheckSettings(handle, manifest);
            handle.Move(PluginState.Validated, Stage.Settings);
        }
        catch (ManifestException e)
        {
            handle.Move(PluginState.Rejected, Stage.Manifest, e.Message, e.InnerException);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            handle.Move(PluginState.Rejected, Stage.Manifest, Reasons.Of(e), e);
        }

        return handle;
    }

    private static void CheckContract(PluginHandle handle, PluginManifest manifest)
    {
        if (!ContractRange.Parse(manifest.Contract).Contains(HostContract))
            handle.Move(PluginState.Incompatible, Stage.Contract, $"It is written for contract {manifest.Contract}; this host has {HostContract.ToString(3)}.");
    }

    private void CheckSettings(PluginHandle handle, PluginManifest manifest)
    {
        var report = SettingsValidator.Check(manifest.Settings, handle.Settings);
        handle.OperatorHosts = report.Hosts;
        foreach (var path in report.Unknown)
            _logger.LogWarning("Crm:Plugins:{Plugin}:Settings:{Path} is not a setting of this plugin; is it misspelt?", handle.Id, path);
        if (report.Wrong.Count > 0)
            handle.Move(PluginState.Rejected, Stage.Settings, string.Join("; ", report.Wrong));
        else if (report.Missing.Count > 0)
            handle.Move(PluginState.Unconfigured, Stage.Settings, $"Give it {string.Join(", ", report.Missing.Select(p => $"Crm:Plugins:{handle.Id}:Settings:{p}"))}.");
    }
}
