using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>What customers uploaded, for the desk: it lies with the host already.</summary>
internal sealed class DirectLineMedia(IHostMedia media) : IMediaReads
{
    public async Task<MediaContent> FetchAsync(string mediaRef, long maxBytes, CancellationToken cancellationToken)
    {
        if (!mediaRef.StartsWith(InboundItems.AddressPrefix, StringComparison.Ordinal)) throw new ChannelReadException("not-supported", null);
        var content = await media.GetAsync(mediaRef[InboundItems.AddressPrefix.Length..], cancellationToken) ?? throw new ChannelReadException("gone", null);
        return content.Bytes.Length <= maxBytes ? content : throw new ChannelReadException("too-large", null);
    }
}
