using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Service;

/// <summary>Customer-service accounts on the platforms and who serves in them. Read live; changes are queued.</summary>
public static class ServiceAccountEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var accounts = api.MapGroup("/service-accounts").WithTags("service-accounts");
        accounts.MapGet("", List);
        accounts.MapGet("/{id}/staff", Staff);
        accounts.MapPost("", Create);
        accounts.MapPatch("/{id}", Change);
        accounts.MapDelete("/{id}", Remove);
        accounts.MapPost("/{id}/staff", ChangeStaff);
    }

    private static async Task<ServiceAccountList> List(IPluginReads reads, Caller caller, CancellationToken cancellationToken)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var items = new List<ServiceAccountItem>();
        var faults = new List<ServiceFault>();
        foreach (var (channel, account) in reads.With<IServiceReads>(AccountReads.CustomerService))
        {
            try
            {
                var found = await reads.AskAsync<IServiceReads, IReadOnlyList<ServiceAccount>>(channel, (service, token) => service.ServiceAccountsAsync(account.Key, token), cancellationToken);
                items.AddRange(found.Select(one => new ServiceAccountItem(one.Id, channel, account.Key, one.Name, one.AvatarUrl)));
            }
            catch (ChannelReadException e)
            {
                // One company that cannot be asked must not hide the others.
                faults.Add(new ServiceFault(channel, account.Key, e.Reason, e.PlatformCode));
            }
        }

        return new ServiceAccountList(items, null, faults);
    }

    private static async Task<Paged<ServiceMemberItem>> Staff(IPluginReads reads, Caller caller, string id, CancellationToken cancellationToken, string? channel = null, string? account = null)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        if (!IsNamed(reads, channel, account)) throw ProblemException.NotFound("account");
        try
        {
            var staff = await reads.AskAsync<IServiceReads, IReadOnlyList<ServiceMember>>(channel!, (service, token) => service.StaffAsync(account!, id, token), cancellationToken);
            return new Paged<ServiceMemberItem>([.. staff.Select(member => new ServiceMemberItem(member.Member, member.Available))], null);
        }
        catch (ChannelReadException e)
        {
            throw Unanswered(e);
        }
    }

    private static Task<Accepted<QueuedChange>> Create(IPluginReads reads, Writer writer, Deliveries deliveries, Caller caller, NewServiceAccount input) =>
        QueueAsync(reads, writer, deliveries, caller, input.Channel, input.Account, new SaveServiceAccount(null, Name(input.Name)) { AvatarMediaId = input.AvatarMediaId });

    private static Task<Accepted<QueuedChange>> Change(IPluginReads reads, Writer writer, Deliveries deliveries, Caller caller, string id, NewServiceAccount input) =>
        QueueAsync(reads, writer, deliveries, caller, input.Channel, input.Account, new SaveServiceAccount(id, Name(input.Name)) { AvatarMediaId = input.AvatarMediaId });

    private static Task<Accepted<QueuedChange>> Remove(IPluginReads reads, Writer writer, Deliveries deliveries, Caller caller, string id, string? channel = null, string? account = null) =>
        QueueAsync(reads, writer, deliveries, caller, channel, account, new SaveServiceAccount(id, null, Remove: true));

    private static Task<Accepted<QueuedChange>> ChangeStaff(IPluginReads reads, Writer writer, Deliveries deliveries, Caller caller, string id, StaffChange input)
    {
        var (add, remove) = (Members(input.Add), Members(input.Remove));
        if (add.Count + remove.Count == 0) throw ProblemException.Invalid("no-members", "Name at least one member to add or to remove.");
        return QueueAsync(reads, writer, deliveries, caller, input.Channel, input.Account, new ChangeServiceStaff(id, add, remove));
    }

    private static async Task<Accepted<QueuedChange>> QueueAsync(
        IPluginReads reads, Writer writer, Deliveries deliveries, Caller caller, string? channel, string? account, OperationRequest request)
    {
        caller.MustBe(Role.Admin);
        Named(reads, channel, account);
        // Changes of one company's accounts follow each other.
        var id = await writer.WriteAsync(unit => deliveries.TryAdd(unit, new NewOperation(channel!, account!, request) { Sequence = $"service-account:{channel}:{account}" }));
        return TypedResults.Accepted("/api/v1/service-accounts", new QueuedChange(id!));
    }

    internal static void Named(IPluginReads reads, string? channel, string? account)
    {
        if (!IsNamed(reads, channel, account))
            throw ProblemException.Invalid("unknown-account", "channel and account name one of the accounts listed at /service-accounts.");
    }

    private static bool IsNamed(IPluginReads reads, string? channel, string? account) =>
        reads.Accounts.Any(found => found.Channel == channel && found.Account.Key == account);

    internal static ProblemException Unanswered(ChannelReadException e) => e.After is null
        ? ProblemException.Conflict("platform-refused", "The platform refuses this; its reason says why.").With("reason", e.Reason).With("platformCode", e.PlatformCode)
        : new ProblemException(503, "platform-busy", "The platform does not answer now: try again in a minute.").With("reason", e.Reason);

    private static string Name(string? name) => name?.Trim() is { Length: > 0 and <= 16 } good ? good : throw ProblemException.Invalid("bad-name", "name has 1 to 16 characters.");

    private static List<string> Members(IReadOnlyList<string>? members)
    {
        var named = (members ?? []).Select(member => member.Trim().ToLowerInvariant()).Where(member => member.Length > 0).Distinct().ToList();
        return named.Count <= 100 ? named : throw ProblemException.Invalid("too-many-members", "At most 100 members at a time.");
    }
}

/// <param name="Faults">Accounts that could not be asked.</param>
public sealed record ServiceAccountList(IReadOnlyList<ServiceAccountItem> Items, string? NextCursor, IReadOnlyList<ServiceFault> Faults);

/// <param name="Account">The adapter's account it belongs to.</param>
public sealed record ServiceAccountItem(string Id, string Channel, string Account, string Name, string? AvatarUrl);

public sealed record ServiceFault(string Channel, string Account, string Reason, int PlatformCode);

public sealed record ServiceMemberItem(string Member, bool Available);

public sealed record NewServiceAccount(string? Channel, string? Account, string? Name, string? AvatarMediaId = null);

public sealed record StaffChange(string? Channel, string? Account, IReadOnlyList<string>? Add, IReadOnlyList<string>? Remove);

/// <param name="OperationId">Found among the deliveries if the platform refuses it.</param>
public sealed record QueuedChange(string OperationId);
