using System.Net.Http.Headers;
using System.Text.Json;
using Crm.Plugins.Contract;
using Microsoft.Extensions.Logging;

namespace Crm.Adapters.WeCom.Api;

/// <summary>One exchange with the platform, without retries: an HTTP answer or failure becomes an <see cref="ApiAnswer"/>.</summary>
internal sealed class WeComHttp(HttpClient client, WeComOptions options, TimeProvider time, ILogger<WeComHttp> logger)
{
    private const string PictureHosts = ".qpic.cn";
    private const int MostPictureBytes = 1 << 20;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PictureTimeout = TimeSpan.FromSeconds(4);

    /// <summary>Just below what the host waits for a read or a send.</summary>
    private static readonly TimeSpan FileTimeout = TimeSpan.FromSeconds(18);
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    /// <param name="path">Below <c>/cgi-bin/</c>.</param>
    /// <param name="query">Holds the token or secret, so it is never logged.</param>
    /// <param name="body">Null = GET.</param>
    /// <param name="contentType">Of the body; null = JSON.</param>
    /// <param name="file">Set where a file may come instead of JSON.</param>
    public async Task<ApiAnswer> ExchangeAsync(
        string path, string query, byte[]? body, CancellationToken cancellationToken, string? contentType = null, FileWanted? file = null)
    {
        using var timeout = new CancellationTokenSource(file is null && contentType is null ? Timeout : FileTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var request = new HttpRequestMessage(
            body is null ? HttpMethod.Get : HttpMethod.Post, $"{options.ApiBaseUrl}/cgi-bin/{path}?{query}");
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = contentType is null ? Json : MediaTypeHeaderValue.Parse(contentType) } };
        request.Headers.Range = file?.Range;
        try
        {
            using var response = await client.SendAsync(
                request, file is null ? HttpCompletionOption.ResponseContentRead : HttpCompletionOption.ResponseHeadersRead, linked.Token);
            if (file is not null && ApiFile.IsIn(response))
                return await ApiFile.ReadAsync(response, file, linked.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(linked.Token);
            return Read(path, (int)response.StatusCode, bytes);
        }
        catch (HttpRequestException e) when (e.HttpRequestError
            is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            logger.LogWarning("{Api}: no connection ({Error})", path, e.HttpRequestError);
            return ApiAnswer.Failed(ErrorClass.Transient, 0);
        }
        catch (HttpRequestException e) when (e is { HttpRequestError: HttpRequestError.Unknown, InnerException: null })
        {
            // Refused on our side, as the host's client does with an address nobody allowed: nothing left the house.
            logger.LogError("{Api}: {Error}", path, Masking.Mask(e.Message));
            return ApiAnswer.Failed(ErrorClass.Configuration, 0);
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning("{Api}: no answer ({Error})", path, e.GetType().Name);
            return ApiAnswer.Unknown;
        }
    }

    /// <summary>One of the platform's own pictures; null where the address is none of a picture, or it cannot be had now.</summary>
    public async Task<MediaContent?> PictureAsync(string address, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !uri.Host.EndsWith(PictureHosts, StringComparison.OrdinalIgnoreCase))
            return null;
        using var timeout = new CancellationTokenSource(PictureTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var response = await client.GetAsync(new UriBuilder(uri) { Scheme = Uri.UriSchemeHttps, Port = -1 }.Uri, linked.Token);
            var type = response.Content.Headers.ContentType?.MediaType ?? "";
            if (!response.IsSuccessStatusCode || !type.StartsWith("image/", StringComparison.Ordinal) || response.Content.Headers.ContentLength > MostPictureBytes)
                return null;
            var bytes = await response.Content.ReadAsByteArrayAsync(linked.Token);
            return bytes.Length is > 0 and <= MostPictureBytes ? new MediaContent(type, null, bytes) : null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning("A picture of the platform could not be fetched ({Error})", e.GetType().Name);
            return null;
        }
    }

    private ApiAnswer Read(string path, int status, byte[] bytes)
    {
        if (status >= 500)
        {
            logger.LogWarning("{Api}: HTTP {Status}", path, status);
            return ApiAnswer.Failed(ErrorClass.Transient, -status);
        }

        if (status >= 300)
        {
            logger.LogError("{Api}: HTTP {Status}; is ApiBaseUrl right?", path, status);
            return ApiAnswer.Failed(ErrorClass.Configuration, -status);
        }

        try
        {
            var body = JsonElement.Parse(bytes);
            if (body.ValueKind != JsonValueKind.Object)
                return ApiAnswer.Unknown;
            var code = (int)body.Number("errcode");
            return new ApiAnswer(ErrorTable.Of(code), code, body);
        }
        catch (JsonException)
        {
            logger.LogWarning("{Api}: the answer is no JSON", path);
            return ApiAnswer.Unknown;
        }
    }
}
