using Crm.Adapters.ChatBot.DirectLine;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.Connector;

/// <summary>
/// Where a channel fetches a file we send: the signed address our own pages use. Without the secrets that sign it, or where
/// this host has no address the world can reach, there is none, and the file is named in the text.
/// </summary>
internal sealed class SentFiles(FileAddresses? files, DirectLineOptions? options)
{
    public string? AddressOf(MessageAttachment attachment) =>
        files is not null && options is { PublicUrl.Length: > 0 } && options.Secrets.Count + options.SigningKeys.Count > 0 && attachment.MediaId is { } media
            ? files.Of(media)
            : null;
}
