using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Groups;

/// <summary>Puts the accounts on the list of those whose groups are gone through. Plugins may start late, so it looks again now and then.</summary>
internal sealed class GroupWatch(ListGroups list, GroupOptions options, TimeProvider time, ILogger<GroupWatch> log) : BackgroundService
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = First;
        await Loop.RunAsync("Watching groups", async stopping =>
        {
            await Task.Delay(pause, time, stopping);
            pause = options.Every;
            await list.PlanAsync();
        }, time, log, stoppingToken);
    }
}
