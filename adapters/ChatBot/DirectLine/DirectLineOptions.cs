using Microsoft.Extensions.Configuration;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>Section <c>DirectLine</c> of the plugin's settings; the manifest has checked lengths and ranges.</summary>
internal sealed record DirectLineOptions
{
    /// <summary>Each opens every conversation and makes tokens. The first is the one in use, the others are still accepted.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Sign tokens and addresses, the first one new ones; without any they are derived from the secrets.</summary>
    public IReadOnlyList<string> SigningKeys { get; init; } = [];

    public int TokenMinutes { get; init; } = 30;

    /// <summary>How browsers reach this host, such as <c>https://chat.example.com</c>; without it the address it listens on.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Pages that may call from a browser; <c>*</c> for all.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>A conversation without a word for so long is forgotten.</summary>
    public int RetentionDays { get; init; } = 30;

    public int MaxActivityKb { get; init; } = 256;

    public int MaxUploadKb { get; init; } = 4096;

    public int MaxUploadFiles { get; init; } = 10;

    /// <summary>Uploads a minute in one conversation.</summary>
    public int UploadsPerMinute { get; init; } = 20;

    public int KeepAliveSeconds { get; init; } = 20;

    public string BotId { get; init; } = "crm-bot";

    public string BotName { get; init; } = "CRM";

    public bool IsConfigured => Secrets.Count > 0;

    public TimeSpan TokenLife => TimeSpan.FromMinutes(TokenMinutes);

    public static DirectLineOptions Read(IConfiguration settings)
    {
        var options = settings.GetSection("DirectLine").Get<DirectLineOptions>() ?? new DirectLineOptions();
        return options with
        {
            Secrets = [.. options.Secrets.Where(secret => secret.Length > 0)], SigningKeys = [.. options.SigningKeys.Where(key => key.Length > 0)],
            AllowedOrigins = options.AllowedOrigins.Count == 0 ? ["*"] : options.AllowedOrigins,
        };
    }
}
