using System.Security.Cryptography;
using System.Text;

namespace Crm.Host.Auth;

/// <summary>
/// The token of the configuration (<c>Crm:Auth:BootstrapToken</c>): an administrator without limits, for automation and
/// for creating the first user. Absent by default.
/// </summary>
public sealed class BootstrapToken
{
    public const string Id = "bootstrap";
    private const int Shortest = 32;
    private readonly byte[]? _digest;

    /// <exception cref="ConfigurationException">Too short to be a secret.</exception>
    public BootstrapToken(string? configured)
    {
        if (string.IsNullOrEmpty(configured)) return;
        if (configured.Length < Shortest)
            throw new ConfigurationException($"Crm:Auth:BootstrapToken has {configured.Length} characters; write at least {Shortest}, for example the output of 'openssl rand -hex 32', or leave it out.");
        _digest = Digest(configured);
    }

    /// <summary>Takes the same time for every wrong token of one length.</summary>
    public bool Is(string token) => _digest is not null && CryptographicOperations.FixedTimeEquals(_digest, Digest(token));

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
