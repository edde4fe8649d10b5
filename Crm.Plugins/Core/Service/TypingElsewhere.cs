using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Service;

/// <summary>An agent at another node is writing to a customer who may be connected to this one.</summary>
public sealed class TypingElsewhere(Database database, LiveNotes notes, Typing typing, TimeProvider time, ILogger<TypingElsewhere> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Loop.RunAsync("Typing elsewhere", RoundAsync, time, log, stoppingToken);

    private async Task RoundAsync(CancellationToken stopping)
    {
        using var reader = notes.Listen();
        await foreach (var note in reader.Notes.ReadAllAsync(stopping))
        {
            if (note is { Type: Typing.ByAgent, Speaker: { } speaker } && !notes.IsMine(note) && await Conversations.FindAsync(database, note.ConversationId, stopping) is { } conversation)
                await typing.ShowAsync(conversation, new TypingNotice(conversation.ReplyTo, speaker, true), stopping);
        }
    }
}
