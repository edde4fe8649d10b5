using Crm.Adapters.ChatBot.Activities;
using Crm.Adapters.ChatBot.Connector;
using Crm.Adapters.ChatBot.DirectLine;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot;

/// <summary>What customers sent along, for the desk: uploads lie with the host already, files of Bot Framework channels are fetched there.</summary>
internal sealed class ReceivedFiles(IHostMedia media, ConnectorMedia connector) : IMediaReads
{
    public async Task<MediaContent> FetchAsync(string mediaRef, long maxBytes, CancellationToken cancellationToken)
    {
        if (MediaAddress.Parse(mediaRef) is { } elsewhere) return await connector.FetchAsync(elsewhere, maxBytes, cancellationToken);
        if (!mediaRef.StartsWith(InboundItems.AddressPrefix, StringComparison.Ordinal)) throw new ChannelReadException("not-supported", null);
        var content = await media.GetAsync(mediaRef[InboundItems.AddressPrefix.Length..], cancellationToken) ?? throw new ChannelReadException("gone", null);
        return content.Bytes.Length <= maxBytes ? content : throw new ChannelReadException("too-large", null);
    }
}
