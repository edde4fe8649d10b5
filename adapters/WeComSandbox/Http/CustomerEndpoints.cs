using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;
using Microsoft.AspNetCore.Http;

namespace Crm.Adapters.WeComSandbox.Http;

/// <summary>What a customer does besides chatting: codes to scan, groups, pictures, and how to misbehave.</summary>
internal sealed class CustomerEndpoints(WeComPlatform platform, PhoneRoutes routes)
{
    private const int MostPicture = 2 << 20;

    public void Map()
    {
        routes.Get("phone/codes", context => JsonHttp.Write(context, 200, new { items = platform.Corps.SelectMany(Codes) }));
        routes.Get("phone/customers/{id}/ties", context => JsonHttp.Write(context, 200, Ties(PhoneRoutes.Of(context, "id"))));
        routes.Act<ScannedCode>("phone/customers/{id}/codes", (context, body) => Scan(Customer(context), body));
        routes.Act<InCorp>("phone/customers/{id}/groups/{chat}/leave", (context, body) => routes.Corp(body.Corp).Groups.Leave(PhoneRoutes.Of(context, "chat"), Customer(context)));
        routes.Act<InCorp>("phone/customers/{id}/refuse", (context, body) => routes.Corp(body.Corp).Contacts.RefuseTransfer(Customer(context)));
        routes.Act<Habits>("phone/customers/{id}/habits", (context, body) => platform.Maker.Contacts.SetHabits(Customer(context), body.RefusesTransfers, body.Silent));
        routes.Act<InCorp>("phone/customers/{id}/messages/{message}/recall", (context, _) => Recall(Customer(context), PhoneRoutes.Of(context, "message")));
        routes.Post("phone/customers/{id}/pictures", SendPicture);
        routes.Get("phone/media/{corp}/{media}", ShowPicture);
    }

    private static IEnumerable<object> Codes(SandboxCorp corp) =>
    [
        .. corp.Contacts.Codes.Select(code => new { kind = "contact", corp = corp.CorpId, corpName = corp.Name, code = code.ConfigId, code.Remark, code.State, code.Members, code.Until }),
        .. corp.Groups.Codes.Select(code => new { kind = "group", corp = corp.CorpId, corpName = corp.Name, code = code.ConfigId, code.Remark, code.State, Members = Array.Empty<string>(), Until = (DateTimeOffset?)null }),
    ];

    private void Scan(string customer, ScannedCode body)
    {
        var corp = routes.Corp(body.Corp);
        if (corp.Contacts.Codes.FirstOrDefault(code => code.ConfigId == body.Code) is { } contact)
        {
            if (contact.Until < platform.Clock.GetUtcNow())
                throw new ArgumentException("This code is over.");
            corp.Contacts.Scan(customer, contact.ConfigId);
        }
        else if (corp.Groups.Codes.Any(code => code.ConfigId == body.Code))
        {
            corp.Groups.Scan(customer, body.Code!);
        }
        else
        {
            throw new KeyNotFoundException("There is no such code.");
        }
    }

    /// <summary>Whom they have added, which groups they are in, what waits for their word, and their habits.</summary>
    private object Ties(string customer)
    {
        lock (platform.Maker.Company.World.Gate)
        {
            var person = platform.Maker.Company.Known(customer).Person;
            return new
            {
                silent = person.IsSilent,
                refusesTransfers = person.RefusesTransfers,
                advisers = platform.Corps.SelectMany(corp => corp.Contacts.Of(customer).Select(follow => new { corp = corp.CorpId, corpName = corp.Name, follow.Member, follow.State, follow.Half })),
                groups = platform.Corps.SelectMany(corp => corp.Groups.All.Where(group => group.Members.Any(member => member.Id == corp.IdOf(customer)))
                    .Select(group => new { corp = corp.CorpId, corpName = corp.Name, group.ChatId, group.Name, members = group.Members.Count })),
                transfers = platform.Corps.SelectMany(corp => corp.Company.Transfers.Where(transfer => transfer.Contact.Person == person && transfer.State == TransferState.Waiting)
                    .Select(transfer => new { corp = corp.CorpId, transfer.From, transfer.To, until = transfer.Begun + Transfer.Wait })),
            };
        }
    }

    private void Recall(string customer, string message)
    {
        var known = platform.Messages(customer).FirstOrDefault(known => known.Id == message && known.From == "customer") ?? throw new KeyNotFoundException("There is no such message.");
        routes.Corp(known.Corp).Service.Recall(customer, message, account: known.Chat is { } chat && routes.Corp(known.Corp).Service.Accounts.Contains(chat) ? chat : null);
    }

    private async Task SendPicture(HttpContext context)
    {
        var customer = Customer(context);
        var type = context.Request.ContentType ?? "";
        // Neither type can come from another site's form.
        if (type is not ("image/png" or "image/jpeg"))
            await JsonHttp.Problem(context, 415, "not-a-picture", "Send the bytes of a picture as image/png or image/jpeg.");
        else if (await JsonHttp.Body(context.Request, MostPicture) is not { Length: > 0 } bytes)
            await JsonHttp.Problem(context, 422, "validation", "A picture has 1 byte to 2 MB.");
        else
        {
            var company = platform.Maker.Company;
            string media;
            lock (company.World.Gate)
                media = company.Media.Add(new MediaFile("image", type == "image/png" ? "picture.png" : "picture.jpg", type, bytes));
            _ = platform.Maker.Service.Send(customer, "image", new JsonObject { ["media_id"] = media }, media);
            await JsonHttp.Write(context, 202, new { });
        }
    }

    private async Task ShowPicture(HttpContext context)
    {
        var company = routes.Corp(context).Company;
        MediaFile file;
        lock (company.World.Gate)
            file = company.Media.Get(PhoneRoutes.Of(context, "media"));
        if (file.Kind != "image" || !file.ContentType.StartsWith("image/", StringComparison.Ordinal) || file.ContentType.Contains("svg", StringComparison.OrdinalIgnoreCase))
            throw new KeyNotFoundException("It is no picture.");
        context.Response.ContentType = file.ContentType;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await context.Response.Body.WriteAsync(file.Content, context.RequestAborted);
    }

    private string Customer(HttpContext context) => PhoneRoutes.Of(context, "id") is var id && platform.Knows(id) ? id : throw new KeyNotFoundException("There is no such customer.");

    private sealed record ScannedCode(string? Corp, string? Code);

    private sealed record InCorp(string? Corp);

    private sealed record Habits(bool? Silent, bool? RefusesTransfers);
}
