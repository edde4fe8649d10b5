namespace Crm.Host;

/// <summary><c>--plugins wecom,sms</c>: a node that runs these plugins only.</summary>
internal static class CommandLine
{
    public static void Apply(ConfigurationManager configuration, string[] args)
    {
        var at = Array.IndexOf(args, "--plugins");
        if (at < 0 || at + 1 >= args.Length) return;
        configuration.AddInMemoryCollection(args[at + 1].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select((id, i) => KeyValuePair.Create($"Crm:Plugins:Enabled:{i}", (string?)id)));
    }
}
