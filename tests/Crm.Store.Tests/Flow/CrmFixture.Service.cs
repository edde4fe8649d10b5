using Crm.Plugins.Contract;
using Crm.Plugins.Core.Media;
using Crm.Store.Tests.Sessions;

namespace Crm.Store.Tests.Flow;

public sealed partial class CrmFixture
{
    public const string Account = "maker/crm";

    /// <summary>The chat gets sessions, a window and files, as customer service has them.</summary>
    public FakeService WithCustomerService()
    {
        var service = new FakeService();
        Plugins.Reads[typeof(IServiceReads)] = service;
        Plugins.Reads[typeof(IMediaReads)] = service;
        Plugins.Accounts.Add((Chat, new ChannelAccount(Account, "ww1", [new ChannelFeature("customer-service", true)])));
        return service;
    }

    /// <summary>Fetches files until nothing is due.</summary>
    public async Task FetchMediaAsync()
    {
        while (await Hosted<MediaPump>().RunOnceAsync(default) > 0)
        {
        }
    }

    public InboundItem Fact(string person, ChannelFact fact, DateTimeOffset? at = null) =>
        Item(person, InboundKind.Event) with { Fact = fact, ReplyTo = null, OccurredAt = at ?? Time.Now };

    public async Task<string> ConversationAsync(string person) =>
        await TextAsync("select id from conversation where conversation_key = @key", new { key = $"conversation-{person}" });
}
