using Crm.Adapters.WeComSandbox.Callbacks;

namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>One app of one company: its secret, its tokens, its callback address.</summary>
internal sealed class App(Company company, WeComAppOptions options, CallbackSender callbacks)
{
    public Company Company => company;

    public WeComAppOptions Options => options;

    public CallbackSender Callbacks => callbacks;

    public long AgentId => options.AgentId;

    /// <summary>How often <c>gettoken</c> was called with its secret.</summary>
    public int TokenRequests { get; set; }

    public string? CurrentToken { get; set; }

    public CardCodes CardCodes { get; } = new();

    public TicketBox AgentTicket { get; } = new(MostPerHour: 100);

}
