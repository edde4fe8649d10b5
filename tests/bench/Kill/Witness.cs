using System.Text.Json;
using Crm.Bench.Load;

namespace Crm.Bench.Kill;

/// <summary>What the host told its callers in one round, kept outside the host.</summary>
internal sealed class Witness(IRequestSource source, int clients) : IRequestSource
{
    private readonly byte[]?[] _pending = new byte[clients][];
    private readonly List<byte[]> _answers = [];
    private readonly Dictionary<int, (byte[] Request, byte[] Answer)> _last = [];

    public int Refused { get; private set; }

    public string? FirstRefusal { get; private set; }

    /// <summary>Requests that got no answer: the sender cannot know whether they were stored.</summary>
    public IEnumerable<byte[]> Unanswered => _pending.OfType<byte[]>();

    /// <summary>One answered request of each client, with its answer.</summary>
    public IEnumerable<(byte[] Request, Told Answer)> LastAnswered => _last.Values.Select(pair => (pair.Request, Told.Read(pair.Answer)));

    public IReadOnlyList<Told> Answers => [.. _answers.Select(answer => Told.Read(answer))];

    public ReadOnlySpan<byte> Next(int client) => _pending[client] = source.Next(client).ToArray();

    public void Answered(int client, int status, ReadOnlySpan<byte> body, TimeSpan took)
    {
        var request = _pending[client]!;
        _pending[client] = null;
        if (status != 202)
        {
            // A busy host may refuse; what it must not do is say yes and forget.
            Refused++;
            FirstRefusal ??= $"{status} {System.Text.Encoding.UTF8.GetString(body[..Math.Min(body.Length, 200)])}";
            return;
        }

        var answer = body.ToArray();
        _answers.Add(answer);
        _last[client] = (request, answer);
    }
}

/// <summary>The ids in one 202 answer of the web form.</summary>
internal sealed record Told(string InquiryId, string? LeadId, string? PromiseId)
{
    public static Told Read(ReadOnlyMemory<byte> answer)
    {
        using var json = JsonDocument.Parse(answer);
        var root = json.RootElement;
        return new Told(
            root.GetProperty("inquiryId").GetString()!,
            root.TryGetProperty("leadId", out var lead) ? lead.GetString() : null,
            root.TryGetProperty("promise", out var promise) && promise.ValueKind == JsonValueKind.Object ? promise.GetProperty("id").GetString() : null);
    }
}
