using System.Collections.Concurrent;
using System.Text.Json;
using Crm.Adapters.WeComSandbox.Api;
using Microsoft.AspNetCore.Http;

namespace Crm.Adapters.WeComSandbox.Http;

/// <summary>The phones of our people and the dealers': the chat with the app, its cards, mass messages, customers.</summary>
internal sealed class StaffEndpoints(WeComPlatform platform, PhoneRoutes routes)
{
    private const int MostText = 2000;
    private const int MostName = 50;

    // What a member writes reaches the app and nobody else; only this page shows it again.
    private readonly ConcurrentQueue<Said> _said = new();

    public void Map()
    {
        routes.Get("phone/staff", context => JsonHttp.Write(context, 200, new { items = platform.Corps.Select(Show) }));
        routes.Get("phone/staff/{corp}/{member}", context => JsonHttp.Write(context, 200, Show(routes.Corp(context), Member(context))));
        routes.Act<NewText>("phone/staff/{corp}/{member}/messages", Write);
        routes.Act<NewPress>("phone/staff/{corp}/{member}/cards", Press);
        routes.Act<NewAnswer>("phone/staff/{corp}/{member}/tasks/{task}", Answer);
        routes.Act<OfCustomer>("phone/staff/{corp}/{member}/delete", (context, body) => routes.Corp(context).Contacts.DeleteCustomer(body.CustomerId ?? "", Member(context)));
        routes.Act<OfCustomer>("phone/staff/{corp}/{member}/accept", (context, body) => routes.Corp(context).Contacts.Accept(body.CustomerId ?? "", Member(context)));
        routes.Act<NewGroup>("phone/staff/{corp}/{member}/groups", OpenGroup);
        routes.Act<NewShare>("phone/staff/{corp}/share", (context, body) => routes.Corp(context).ConfirmShare(body.Confirmed));
    }

    private static object Show(SandboxCorp corp) => new
    {
        id = corp.CorpId, corp.Name, corp.ShareConfirmed, isShared = corp.Company.Apps.Any(app => app.Options.SharedFrom is not null),
        members = corp.Staff.Working.Select(member => new
        {
            id = member,
            openCards = corp.Cards.Of(member).Count(card => IsOpen(card)),
            openTasks = corp.MassTasks.Of(member).Count(task => IsOpen(task)),
        }),
    };

    private object Show(SandboxCorp corp, string member)
    {
        var cards = corp.Cards.Of(member).ToLookup(card => card.MsgId);
        var got = corp.Staff.Messages.Where(message => message.Member.Equals(member, StringComparison.OrdinalIgnoreCase))
            .Select(message => new Line(message.MsgId, message.At, false, message.Kind, message.Text, message.Recalled, cards[message.MsgId].Select(Show).FirstOrDefault()));
        var said = _said.Where(said => said.Corp == corp.CorpId && said.Member == member).Select(said => new Line(said.Id, said.At, true, "text", said.Text, false, null));
        return new
        {
            items = got.Concat(said).OrderBy(line => line.At),
            tasks = corp.MassTasks.Of(member).Select(task => new
            {
                id = task.MsgId, task.Text, task.ToGroups, task.Cancelled, task.Declined, task.Sent, task.Reminders, recipients = task.Results.Count,
                reached = task.Results.Count(result => result.Status == 1), open = IsOpen(task),
            }),
            customers = platform.Customers.SelectMany(customer => corp.Contacts.Of(customer.Id).Where(follow => follow.Member.Equals(member, StringComparison.OrdinalIgnoreCase))
                .Select(follow => new { customer.Id, customer.Name, follow.State, follow.Half })).Take(100),
        };
    }

    /// <summary>A card as it looks now; its rows and links are read out of what the API was given.</summary>
    private static object Show(MemberCard card)
    {
        using var json = JsonDocument.Parse(card.Json);
        var rows = (ApiRequest.Items(json.RootElement, "horizontal_content_list") ?? []).Select(row => new { name = ApiRequest.Text(row, "keyname"), value = ApiRequest.Text(row, "value") }).ToArray();
        var action = ApiRequest.Member(json.RootElement, "card_action") is { } link ? ApiRequest.Text(link, "url") : null;
        return new { card.TaskId, card.Title, card.Description, text = ApiRequest.Text(json.RootElement, "sub_title_text"), rows, url = action, card.Buttons, card.Questions, card.ReplacedBy, open = IsOpen(card) };
    }

    private void Write(HttpContext context, NewText body)
    {
        if (body.Text?.Trim() is not { Length: > 0 and <= MostText } text)
            throw new ArgumentException($"Send a text of 1 to {MostText} characters.");
        var (corp, member) = (routes.Corp(context), Member(context));
        var now = platform.Clock.GetUtcNow();
        _said.Enqueue(new Said(Plugins.Contract.Ids.New(now), corp.CorpId, member, text, now));
        while (_said.Count > 1000)
            _said.TryDequeue(out _);
        corp.Staff.Write(text, member);
    }

    private void Press(HttpContext context, NewPress body)
    {
        var (corp, member) = (routes.Corp(context), Member(context));
        var card = corp.Cards.Of(member).LastOrDefault(card => card.TaskId == body.TaskId);
        if (card is null || !IsOpen(card) || card.Buttons.All(button => button.Key != body.Key))
            throw new ArgumentException("This card cannot be pressed, or not any more.");
        corp.Cards.Press(card.TaskId, body.Key!, member, body.Chosen?.ToDictionary(question => question.Key, question => (IReadOnlyList<string>)question.Value));
    }

    private void Answer(HttpContext context, NewAnswer body)
    {
        var (corp, member, task) = (routes.Corp(context), Member(context), PhoneRoutes.Of(context, "task"));
        if (body.Confirmed)
            corp.MassTasks.Confirm(task, member);
        else
            corp.MassTasks.Decline(task, member);
    }

    /// <summary>The member puts all of their customers into a new group.</summary>
    private void OpenGroup(HttpContext context, NewGroup body)
    {
        if (body.Name?.Trim() is not { Length: > 0 and <= MostName } name)
            throw new ArgumentException($"Send a name of 1 to {MostName} characters.");
        var (corp, member) = (routes.Corp(context), Member(context));
        var customers = platform.Customers.Where(customer => corp.Contacts.Of(customer.Id).Any(follow => !follow.Half && follow.Member.Equals(member, StringComparison.OrdinalIgnoreCase)));
        corp.Groups.Create(member, name, null, customers.Select(customer => customer.Id));
    }

    private string Member(HttpContext context)
    {
        var name = PhoneRoutes.Of(context, "member");
        return routes.Corp(context).Staff.Working.FirstOrDefault(member => member.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new KeyNotFoundException("There is no such member.");
    }

    private static bool IsOpen(MemberCard card) => card is { Recalled: false, ReplacedBy: null, Buttons.Count: > 0 };

    private static bool IsOpen(SandboxMassTask task) => task is { Cancelled: false, Declined: false, Sent: null };

    private sealed record Said(string Id, string Corp, string Member, string Text, DateTimeOffset At);

    private sealed record Line(string Id, DateTimeOffset At, bool Mine, string Kind, string Text, bool Recalled, object? Card);

    private sealed record NewText(string? Text);

    private sealed record NewPress(string? TaskId, string? Key, Dictionary<string, string[]>? Chosen);

    private sealed record NewAnswer(bool Confirmed);

    private sealed record OfCustomer(string? CustomerId);

    private sealed record NewGroup(string? Name);

    private sealed record NewShare(bool Confirmed);
}
