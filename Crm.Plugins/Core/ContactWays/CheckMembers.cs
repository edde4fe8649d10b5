using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Crm.Plugins.Core.ContactWays;

/// <summary>Asks the platform who may have customers, and takes everybody else out of the codes.</summary>
public sealed class CheckMembers(Database database, Writer writer, IPluginReads reads, Absences absences, ILogger<CheckMembers> log)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (channel, account) in await ContactWayStore.AccountsAsync(database, cancellationToken))
        {
            if (!reads.Offers<IContactReads>(channel)) continue;
            try
            {
                var members = await reads.AskAsync<IContactReads, IReadOnlyList<string>>(channel, (contacts, ct) => contacts.MembersAsync(account, ct), cancellationToken);
                // An empty answer would turn every code off: more likely a right was taken from the app.
                if (members.Count > 0) await writer.WriteAsync(unit => absences.Compare(unit, channel, account, members.ToHashSet()));
            }
            catch (ChannelReadException exception)
            {
                log.LogWarning("Members of {Account} could not be read: {Reason}", account, exception.Reason);
            }
        }
    }
}

[DisallowConcurrentExecution]
public sealed class CheckMembersJob(CheckMembers check) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await check.RunAsync(cancellationToken);
}
