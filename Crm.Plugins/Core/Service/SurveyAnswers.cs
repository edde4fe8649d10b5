using System.Globalization;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Service;

/// <summary>How it was: a tapped choice, or a bare number soon after the question. The first answer of a hand-over counts.</summary>
public sealed class SurveyAnswers(Tell tell, Events events, ServiceOptions options)
{
    private const int Worrying = 2;

    private const string OpenSql = """
        select number from survey where conversation_id = @id and answered_at is null and asked_at > @since
            and not exists (select 1 from service_session s where s.conversation_id = @id and s.state in ('waiting', 'agent'))
        order by number desc limit 1
        """;

    private const string AnswerSql = """
        update survey set score = @score, answered_at = @at where conversation_id = @id and number = @number and answered_at is null
        """;

    private const string OwnerSql = "select owner_name from survey where conversation_id = @id and number = @number";

    private static readonly Dictionary<string, string> NoValues = [];

    public static string ChoiceId(long number, int score) => $"survey-{number}-{score}";

    /// <summary>True where these words were an answer to us and need no other.</summary>
    public bool Hear(Unit unit, ConversationRow conversation, ChatMessage message) =>
        message.ChoiceId is { } choice && Read(choice) is var (number, score) ? Answer(unit, conversation, number, score)
        : message.Text.Trim() is [>= '1' and <= '5' and var digit] && Open(unit, conversation.Id) is { } open && Answer(unit, conversation, open, digit - '0');

    /// <summary>Stores the answer; one that comes again is heard and changes nothing. False where there is no such question.</summary>
    public bool Answer(Unit unit, ConversationRow conversation, long number, int score)
    {
        var owners = unit.Read(OwnerSql, row => row.GetString(0), ("id", conversation.Id), ("number", number));
        if (owners.Count == 0) return false;
        if (unit.Execute(AnswerSql, ("score", (long)score), ("at", unit.NowMs), ("id", conversation.Id), ("number", number)) == 0) return true;
        events.Add(unit, new NewEvent("survey.answered") { CustomerId = conversation.CustomerId, ConversationId = conversation.Id, Data = new { score } });
        if (score <= Worrying) Alerts.Raise(unit, "survey-low", $"{conversation.Id}:{number}", $"A customer rated the service with {score} of 5 ({owners[0]}): call them.");
        tell.Notice(unit, new Audience(conversation.CustomerId, conversation, null, conversation.Locale), TextKeys.SurveyThanks, NoValues,
            effectKey: $"survey-thanks:{conversation.Id}:{number}");
        return true;
    }

    public static (long Number, int Score)? Read(string choiceId) =>
        choiceId.Split('-') is ["survey", var number, var score]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && int.TryParse(score, NumberStyles.None, CultureInfo.InvariantCulture, out var s)
        && s is >= 1 and <= 5
            ? (n, s)
            : null;

    private long? Open(Unit unit, string conversationId)
    {
        var rows = unit.Read(OpenSql, row => row.GetInt64(0), ("id", conversationId), ("since", unit.Now.AddHours(-options.SurveyHours).ToUnixTimeMilliseconds()));
        return rows.Count == 0 ? null : rows[0];
    }
}
