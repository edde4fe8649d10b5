namespace Crm.Plugins.Core.LanguageModels;

/// <summary>Section <c>Crm:Bot:LanguageModel</c>. Without a URL there is no model, and nothing leaves the house.</summary>
public sealed record LanguageModelOptions
{
    /// <summary>A chat-completions endpoint in the common form, or the base address before <c>/chat/completions</c>.</summary>
    public string Url { get; init; } = "";

    public string Model { get; init; } = "";

    /// <summary>Sent as a bearer token where it is not empty.</summary>
    public string ApiKey { get; init; } = "";

    /// <summary>For all messages of one round together: whoever waits behind them waits no longer than this.</summary>
    public int TimeoutMs { get; init; } = 2_000;

    /// <summary>Questions of this node a minute; what is above is read by the rules alone.</summary>
    public int MaxPerMinute { get; init; } = 60;

    /// <summary>For what the masked words are processed there (P-01); a URL without it is refused at the start.</summary>
    public string Purpose { get; init; } = "";

    public bool IsOn => Url.Length > 0;

    /// <exception cref="Store.StoreConfigurationException">A setting that cannot be; the message says which.</exception>
    public LanguageModelOptions Checked()
    {
        if (!IsOn) return this;
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) throw Wrong("Url is an http or https address");
        if (Model.Length == 0) throw Wrong("Model names the model to ask");
        if (Purpose.Trim().Length == 0) throw Wrong("Purpose says for what customers' masked words are processed there");
        if (TimeoutMs is < 100 or > 10_000) throw Wrong("TimeoutMs lies between 100 and 10000");
        if (MaxPerMinute is < 1 or > 6_000) throw Wrong("MaxPerMinute lies between 1 and 6000");
        return this;
    }

    internal Uri Endpoint => new(Url.TrimEnd('/') is var url && url.EndsWith("/chat/completions", StringComparison.Ordinal) ? url : url + "/chat/completions");

    private static Store.StoreConfigurationException Wrong(string what) => new($"Crm:Bot:LanguageModel: {what}.");
}
