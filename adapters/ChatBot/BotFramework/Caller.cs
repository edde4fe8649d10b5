namespace Crm.Adapters.ChatBot.BotFramework;

internal enum CallerKind
{
    /// <summary>Nobody was checked (<c>Auth:Mode=Disabled</c>).</summary>
    Anonymous,
    Channel,
    Emulator,
    /// <summary>Another bot.</summary>
    Skill,
}

/// <summary>Who a verified token speaks for.</summary>
/// <param name="AppId">Of the calling bot or of ourselves (emulator); null for channels.</param>
/// <param name="ServiceUrl">The address a channel's token vouches for.</param>
/// <param name="Endorsements">Channels the signing key may speak for.</param>
internal sealed record Caller(CallerKind Kind, string? AppId, string? ServiceUrl, IReadOnlyList<string> Endorsements)
{
    public static readonly Caller Anonymous = new(CallerKind.Anonymous, null, null, []);

    /// <summary><c>callerId</c> as of the activity schema; whatever the wire said of it is dropped.</summary>
    public string? CallerId(Cloud cloud) => Kind switch
    {
        CallerKind.Skill => $"urn:botframework:aadappid:{AppId}",
        CallerKind.Channel => cloud.Issuer.EndsWith(".us", StringComparison.Ordinal) ? "urn:botframework:azureusgov" : "urn:botframework:azure",
        _ => null,
    };
}
