using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links;

/// <summary>Applies the rules to one customer again, once the tags they want are there.</summary>
public sealed class ApplyTags(Writer writer, AutoTags tags) : IChannelTaskHandler
{
    internal const string TaskKind = "auto-tags";

    public string Kind => TaskKind;

    public async Task<DateTimeOffset?> RunAsync(ChannelTask task, CancellationToken cancellationToken)
    {
        await writer.WriteAsync(unit => tags.Apply(unit, task.Subject));
        return null;
    }
}

/// <summary>Notes that the rules are to be applied to every customer whose leads or complaints moved.</summary>
public sealed class TagEvents(ChannelTasks tasks, LinkOptions options) : IEventWatcher
{
    private static readonly string[] Telling = ["lead.", "complaint."];

    public void Handle(Unit unit, NewEvent e)
    {
        if (options.AutoTags.Count > 0 && e.CustomerId is { } customer && Telling.Any(start => e.Type.StartsWith(start, StringComparison.Ordinal)))
            tasks.Ask(unit, ApplyTags.TaskKind, "", "", customer);
    }
}
