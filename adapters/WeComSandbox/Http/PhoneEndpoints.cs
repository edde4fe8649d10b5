using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Crm.Adapters.WeComSandbox.Http;

/// <summary>What the phone page needs: customers, their chats, their text messages. README.md has the shapes.</summary>
internal sealed class PhoneEndpoints(WeComPlatform platform, bool allowRemote)
{
    private const int MostText = 2000;
    private const int MostShown = 50;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        var routes = new PhoneRoutes(endpoints, platform, allowRemote);
        routes.Get("phone/customers", context => JsonHttp.Write(context, 200, new { items = Some().Select(Show) }));
        routes.Post("phone/customers", AddCustomer);
        routes.Get("phone/customers/{id}/messages", Messages);
        routes.Post("phone/customers/{id}/messages", Write);
        routes.Post("phone/customers/{id}/scan", Scan);
        routes.Post("phone/customers/{id}/enter", Enter);
        routes.Post("phone/customers/{id}/delete", Delete);
        routes.Get("phone/sms", Sms);
        routes.Get("phone/stream", context => PhoneStream.Run(context, platform));
        routes.Post("sms", ReceiveSms);
        new CustomerEndpoints(platform, routes).Map();
        new StaffEndpoints(platform, routes).Map();
        new AdminEndpoints(platform, routes).Map();
    }

    /// <summary>The first and the newest: a rehearsal's crowd is no list to read.</summary>
    private IEnumerable<Customer> Some()
    {
        var all = platform.Customers;
        return all.Count <= 2 * MostShown ? all : all.Take(MostShown).Concat(all.TakeLast(MostShown));
    }

    private async Task AddCustomer(HttpContext context)
    {
        if (await JsonHttp.Read<NewCustomer>(context) is not { } body)
            return;
        if (body.Name?.Trim() is not { Length: > 0 and <= 64 } name)
            await JsonHttp.Problem(context, 422, "validation", "A name has 1 to 64 characters.");
        else
            await JsonHttp.Write(context, 201, Show(platform.AddCustomer(name)));
    }

    private async Task Messages(HttpContext context)
    {
        if (await CustomerOf(context) is not { } id)
            return;
        _ = long.TryParse(context.Request.Query["after"], out var after);
        await JsonHttp.Write(context, 200, new { items = platform.Messages(id, after) });
    }

    private async Task Write(HttpContext context)
    {
        if (await CustomerOf(context) is not { } id || await JsonHttp.Read<NewMessage>(context) is not { } body)
            return;
        var text = string.IsNullOrWhiteSpace(body.Text) ? TitleOf(id, body.ChoiceId) : body.Text;
        if (text is not { Length: <= MostText })
            await JsonHttp.Problem(context, 422, "validation", $"Send a text of at most {MostText} characters, or a choiceId.");
        else
            await Done(context, platform.Write(id, text, body.ChoiceId));
    }

    private async Task Scan(HttpContext context)
    {
        if (await CustomerOf(context) is not { } id || await JsonHttp.Read<NewScan>(context) is not { } body)
            return;
        if (body.State?.Length > 30)
            await JsonHttp.Problem(context, 422, "validation", "A state has at most 30 characters.");
        else if (body.Member is { } member && !platform.Options.Members.Contains(member, StringComparer.OrdinalIgnoreCase))
            await JsonHttp.Problem(context, 422, "validation", "There is no such member.");
        else
            await Done(context, platform.ScanCode(id, string.IsNullOrEmpty(body.State) ? null : body.State, body.Member));
    }

    private async Task Enter(HttpContext context)
    {
        if (await CustomerOf(context) is { } id && await JsonHttp.Read<NewSession>(context) is { } body)
            await Done(context, platform.EnterSession(id, body.Scene, body.SceneParam));
    }

    private async Task Delete(HttpContext context)
    {
        if (await CustomerOf(context) is { } id && await JsonHttp.Read<NewScan>(context) is { } body)
            await Done(context, Corp(body.Corp).Contacts.DeleteMember(id, body.Member));
    }

    private Task Sms(HttpContext context)
    {
        // A plus sign that was not escaped arrives as a blank.
        var phone = context.Request.Query["phone"].ToString().Trim();
        if (phone.Length > 0 && char.IsAsciiDigit(phone[0]))
            phone = "+" + phone;
        return JsonHttp.Write(context, 200, new { items = platform.SmsOf(phone.Length == 0 ? null : phone) });
    }

    private async Task ReceiveSms(HttpContext context)
    {
        if (await JsonHttp.Read<NewSms>(context) is not { } body)
            return;
        if (string.IsNullOrEmpty(body.Phone) || body.Phone[0] != '+')
        {
            await JsonHttp.Problem(context, 422, "validation", "phone must be in E.164.");
            return;
        }

        var text = body.Text ?? string.Join(' ', (body.Params ?? []).Select(value => $"{value.Key}={value.Value}"));
        var shown = body.Sign is { Length: > 0 } sign && !text.StartsWith(sign, StringComparison.Ordinal) ? sign + text : text;
        var message = platform.ReceiveSms(body.Id, body.Phone, shown, body.TemplateId);
        await JsonHttp.Write(context, 200, new { code = "OK", id = message.Id });
    }

    /// <summary>The callback goes its own way: a phone does not wait for a company's server.</summary>
    private static Task Done(HttpContext context, Task<CallbackOutcome> callback)
    {
        _ = callback;
        return JsonHttp.Write(context, 202, new { });
    }

    private SandboxCorp Corp(string? corpId) => corpId is null ? platform.Maker : platform.Corps.FirstOrDefault(corp => corp.CorpId == corpId) ?? throw new KeyNotFoundException("There is no such company.");

    private async Task<string?> CustomerOf(HttpContext context)
    {
        var id = (string?)context.Request.RouteValues["id"];
        if (id is not null && platform.Knows(id))
            return id;
        await JsonHttp.Problem(context, 404, "not-found", "There is no such customer.");
        return null;
    }

    private object Show(Customer customer) => new
    {
        customer.Id,
        customer.Name,
        following = platform.Follows(customer.Id),
        last = platform.Messages(customer.Id) is [.., var message] ? message : null,
    };

    private string? TitleOf(string customer, string? choice) => choice is null ? null : platform.Messages(customer)
        .SelectMany(message => message.Choices).LastOrDefault(known => known.Id == choice)?.Title;
}
