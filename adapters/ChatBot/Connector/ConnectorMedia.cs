using System.Net.Http.Headers;
using Crm.Adapters.ChatBot.Activities;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.Connector;

/// <summary>
/// Fetches what a customer sent along. Our token goes only to the very service the conversation came from; elsewhere, and
/// wherever that service sends us on to, we come without.
/// </summary>
internal sealed class ConnectorMedia(
    HttpClient http, ConversationReferences references, ReferenceSender senders, SharedTokens tokens, ConnectorOptions options, TimeProvider time)
{
    private const int MostRedirects = 3;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(18);
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    /// <exception cref="ChannelReadException">It cannot be had, now or ever.</exception>
    public async Task<MediaContent> FetchAsync(MediaAddress media, long maxBytes, CancellationToken cancellationToken)
    {
        var stored = await references.FindAsync(media.Reference, cancellationToken) ?? throw new ChannelReadException("gone", null);
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var address = new Uri(media.Url);
            for (var hop = 0; ; hop++)
            {
                using var response = await GetAsync(address, stored.Reference, linked.Token);
                if ((int)response.StatusCode is < 300 or >= 400) return await ReadAsync(response, maxBytes, linked.Token);
                if (response.Headers.Location is not { } next || hop == MostRedirects) throw new ChannelReadException("gone", null, (int)response.StatusCode);
                address = new Uri(address, next);
            }
        }
        catch (HttpRequestException e) when (e is { HttpRequestError: HttpRequestError.Unknown, InnerException: null })
        {
            throw new ChannelReadException(SendOutcome.AddressRefused, null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new ChannelReadException("no-answer", Later);
        }
    }

    private async Task<HttpResponseMessage> GetAsync(Uri address, ConversationReference reference, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (options.AppId.Length > 0 && senders.MayCall(reference) && SameService(address, new Uri(reference.ServiceUrl))
            && (await tokens.GetAsync(options.Scope, null, cancellationToken)).Token is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static async Task<MediaContent> ReadAsync(HttpResponseMessage response, long maxBytes, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status is 408 or 429 or >= 500) throw new ChannelReadException("busy", Later, status);
        if (!response.IsSuccessStatusCode) throw new ChannelReadException("gone", null, status);
        if (response.Content.Headers.ContentLength > maxBytes) throw new ChannelReadException("too-large", null);
        var bytes = new MemoryStream();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[64 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (bytes.Length + read > maxBytes) throw new ChannelReadException("too-large", null);
            bytes.Write(buffer, 0, read);
        }

        var name = response.Content.Headers.ContentDisposition?.FileNameStar ?? response.Content.Headers.ContentDisposition?.FileName?.Trim('"');
        return new MediaContent(response.Content.Headers.ContentType?.MediaType ?? "application/octet-stream", name is null ? null : Path.GetFileName(name), bytes.ToArray());
    }

    private static bool SameService(Uri one, Uri other) => Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
