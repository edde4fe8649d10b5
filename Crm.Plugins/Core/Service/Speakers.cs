using System.Security.Cryptography;
using System.Text;
using Crm.Plugins.Contract;

namespace Crm.Plugins.Core.Service;

/// <summary>Our people as customers may know them: by a name, and by an id that leads to no account and to no other conversation.</summary>
public static class Speakers
{
    public static MessageSpeaker Of(string conversationId, string userId, string name) =>
        new("person-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{conversationId}:{userId}")).AsSpan(0, 8)), name);
}
