using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Bench.Load;
using Crm.Tests.Support;

namespace Crm.Bench.Kill;

/// <summary>Asks a host that was killed and started again whether everything it had said is still true.</summary>
internal static class Survivors
{
    public static async Task<List<string>> ViolationsAsync(HostProcess host, Witness witness, DateTimeOffset since)
    {
        var violations = new List<string>();
        var answers = witness.Answers;

        Distinct("inquiry", answers.Select(told => told.InquiryId));
        Distinct("lead", answers.Select(told => told.LeadId ?? "none"));
        Distinct("promise", answers.Select(told => told.PromiseId ?? "none"));

        var inquiries = await PagesAsync(host, $"inquiries?since={Uri.EscapeDataString(since.UtcDateTime.ToString("O"))}", answers.Select(told => told.InquiryId));
        var promises = await PagesAsync(host, "callbacks", answers.Select(told => told.PromiseId).OfType<string>());
        foreach (var told in answers)
        {
            if (!inquiries.TryGetValue(told.InquiryId, out var inquiry))
                violations.Add($"inquiry {told.InquiryId} was answered and is gone");
            else if (LeadOf(inquiry) != told.LeadId)
                violations.Add($"inquiry {told.InquiryId} was answered with lead {told.LeadId} and has {LeadOf(inquiry)}");
            if (told.PromiseId is null)
                violations.Add($"inquiry {told.InquiryId} was answered without a promise");
            else if (!promises.TryGetValue(told.PromiseId, out var promise))
                violations.Add($"promise {told.PromiseId} was told and is gone");
            else if (LeadOf(promise) != told.LeadId)
                violations.Add($"promise {told.PromiseId} belongs to lead {LeadOf(promise)}, not {told.LeadId}");
        }

        violations.AddRange(Repeats(host, witness));
        if ((await LoadRun.ConservationAsync(host))["unexplained"] is not 0 and var unexplained)
            violations.Add($"conservation: {unexplained} unexplained");
        return violations;

        void Distinct(string what, IEnumerable<string> ids)
        {
            foreach (var twice in ids.GroupBy(id => id).Where(group => group.Count() > 1))
                violations.Add($"{what} {twice.Key} was given to {twice.Count()} callers");
        }
    }

    /// <summary>What a sender does after a broken line: the same again, under the same key.</summary>
    private static IEnumerable<string> Repeats(HostProcess host, Witness witness)
    {
        using var line = new Connection(new IPEndPoint(IPAddress.Parse(host.Url.Host), host.Url.Port));
        foreach (var request in witness.Unanswered)
            if (Send(line, request).Status is not 202 and var status)
                yield return $"the repeat of an unanswered inquiry was answered {status}";
        foreach (var (request, first) in witness.LastAnswered)
        {
            var repeat = Send(line, request);
            if (repeat.Status != 202)
                yield return $"a repeat of inquiry {first.InquiryId} was answered {repeat.Status}";
            else if (repeat.Told != first)
                yield return $"a repeat of inquiry {first.InquiryId} made {repeat.Told}";
        }
    }

    private static (int Status, Told? Told) Send(Connection line, byte[] request)
    {
        line.Send(request);
        int status;
        ReadOnlySpan<byte> body;
        while (!line.Receive(out status, out body))
        {
        }

        return (status, status == 202 ? Told.Read(body.ToArray()) : null);
    }

    /// <summary>Pages, newest first, until every wanted id was seen or the list ends.</summary>
    private static async Task<Dictionary<string, JsonElement>> PagesAsync(HostProcess host, string list, IEnumerable<string> wanted)
    {
        var missing = wanted.ToHashSet();
        var found = new Dictionary<string, JsonElement>();
        string? cursor = null;
        do
        {
            var address = $"api/v1/{list}{(list.Contains('?') ? '&' : '?')}limit=200{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}";
            var page = await host.Client.GetFromJsonAsync<JsonElement>(new Uri(address, UriKind.Relative));
            foreach (var item in page.GetProperty("items").EnumerateArray())
            {
                var id = item.GetProperty("id").GetString()!;
                if (missing.Remove(id))
                    found[id] = item;
            }

            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null && missing.Count > 0);
        return found;
    }

    private static string? LeadOf(JsonElement item) => item.TryGetProperty("leadId", out var lead) ? lead.GetString() : null;
}
