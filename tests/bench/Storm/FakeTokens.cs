using System.Globalization;
using System.Security.Cryptography;

namespace Crm.Bench.Storm;

/// <summary>One app's access token as the platform sees it: the same until it dies, and it can die early.</summary>
internal sealed class FakeTokens(string app)
{
    private readonly Lock _gate = new();
    private readonly List<int> _asked = [];
    private string? _present;
    private bool _missed;

    public string App => app;

    /// <summary>How often each token was asked for; more than once means several callers fetched at the same time.</summary>
    public IReadOnlyList<int> Asked
    {
        get
        {
            lock (_gate) return [.. _asked];
        }
    }

    public string Get()
    {
        lock (_gate)
        {
            if (_present is null)
            {
                _present = string.Create(CultureInfo.InvariantCulture, $"{app}-{_asked.Count}-{RandomNumberGenerator.GetHexString(400)}");
                _asked.Add(0);
            }

            _asked[^1]++;
            return _present;
        }
    }

    /// <summary>The next call with the token fails. Only a token somebody has is revoked.</summary>
    public void Revoke()
    {
        lock (_gate) _present = null;
    }

    public bool IsGood(string token)
    {
        lock (_gate)
        {
            _missed |= token != _present;
            return token == _present;
        }
    }

    public bool Missed => _missed;
}
