using System.Net.Http.Json;
using System.Text.Json;
using Crm.Tests.Support;

namespace EndToEnd.Tests;

/// <summary>Calls with the bootstrap token.</summary>
internal static class Api
{
    public static async Task<JsonElement> GetAsync(HostProcess host, string path) =>
        await host.Client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>Posts one inquiry to the web form's route.</summary>
    /// <returns>The receipt of a 202; null for anything else, also for a connection that broke.</returns>
    public static async Task<JsonElement?> CaptureAsync(HostProcess host, string kind, string phone, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "in/web-form/inquiries");
        request.Headers.Add("Idempotency-Key", key);
        request.Content = JsonContent.Create(new { kind, phone, brand = "Volkswagen", series = "ID.4" });
        try
        {
            using var answer = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
            return (int)answer.StatusCode == 202 ? await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken) : null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return null;
        }
    }
}
