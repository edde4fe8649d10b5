using System.Text;
using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Media;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.ContactWays;

public static class ContactWayEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/contact-ways", List);
        api.MapGet("/contact-ways/accounts", Accounts);
        api.MapGet("/contact-ways/members", Members);
        api.MapGet("/contact-ways/{id}", Get);
        api.MapPost("/contact-ways", Create);
        api.MapPatch("/contact-ways/{id}", Change);
        api.MapDelete("/contact-ways/{id}", Remove);
        api.MapGet("/contact-ways/{id}/qr.png", Png);
        api.MapGet("/contact-ways/{id}/qr.svg", Svg);
    }

    private static Task<Paged<ContactWayItem>> List(
        Database database, CrmOptions options, TimeProvider time, Caller caller, PageRequest page, string? dealerId = null, string? campaign = null,
        string? state = null, string? status = null) =>
        WayQueries.ListAsync(database, caller, new WayFilter(dealerId, campaign, state, status), page, WayQueries.Today(time, options));

    private static Task<ContactWayItem> Get(Database database, CrmOptions options, TimeProvider time, Caller caller, string id) =>
        WayQueries.GetAsync(database, caller, id, WayQueries.Today(time, options));

    private static async Task<Created<ContactWayItem>> Create(
        SaveWay save, Database database, CrmOptions options, TimeProvider time, Caller caller, ContactWayInput input)
    {
        var way = await save.CreateAsync(input, caller);
        return TypedResults.Created($"/api/v1/contact-ways/{way.Id}", await WayQueries.GetAsync(database, caller, way.Id, WayQueries.Today(time, options)));
    }

    private static async Task<ContactWayItem> Change(
        SaveWay save, Database database, CrmOptions options, TimeProvider time, Caller caller, IfMatch match, string id, ContactWayInput input)
    {
        await save.ChangeAsync(id, input, match, caller);
        return await WayQueries.GetAsync(database, caller, id, WayQueries.Today(time, options));
    }

    private static async Task<NoContent> Remove(SaveWay save, Caller caller, IfMatch match, string id)
    {
        await save.RemoveAsync(id, match, caller);
        return TypedResults.NoContent();
    }

    private static Answered<WayAccountItem> Accounts(IPluginReads reads, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return new([.. reads.With(AccountReads.Contacts).Select(a => new WayAccountItem(a.Channel, a.Account.Key, a.Account.Company, a.Account.Dealer))]);
    }

    /// <summary>Who may have customers, as the platform says; nothing where it cannot be asked.</summary>
    private static async Task<Answered<string>> Members(IPluginReads reads, Caller caller, CancellationToken cancellationToken, string? account = null)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        var at = reads.With(AccountReads.Contacts).FirstOrDefault(a => account is null || a.Account.Key == account);
        if (at.Account is null || !reads.Offers<IContactReads>(at.Channel)) return new([]);
        try
        {
            return new(await reads.AskAsync<IContactReads, IReadOnlyList<string>>(at.Channel, (contacts, ct) => contacts.MembersAsync(at.Account.Key, ct), cancellationToken));
        }
        catch (ChannelReadException)
        {
            return new([]);
        }
    }

    private static Task<IResult> Png(Database database, MediaStore media, Caller caller, string id, CancellationToken cancellationToken, int? size = null) =>
        PictureAsync(database, media, caller, id, "png", QrPicture.Size(size), cancellationToken);

    private static Task<IResult> Svg(Database database, MediaStore media, Caller caller, string id, CancellationToken cancellationToken, int? size = null) =>
        PictureAsync(database, media, caller, id, "svg", QrPicture.Size(size), cancellationToken);

    private static async Task<IResult> PictureAsync(
        Database database, MediaStore media, Caller caller, string id, string kind, int size, CancellationToken cancellationToken)
    {
        var way = await ContactWayStore.SeeAsync(database, id, caller.DealerId) ?? throw ProblemException.NotFound("contact way");
        var name = FileName(way, kind);
        var own = way.PictureId.Length > 0 ? await media.GetAsync(way.PictureId, cancellationToken) : null;
        if (own is null && way.Url.Length == 0)
            throw new ProblemException(404, "no-picture-yet", "The platform has not made this code yet; look at its status and try again.");
        return kind == "png"
            ? TypedResults.File(own?.Bytes.ToArray() ?? QrPicture.Png(way.Url, size), own?.ContentType ?? "image/png", name)
            : TypedResults.File(Encoding.UTF8.GetBytes(own is null ? QrPicture.Svg(way.Url, size) : QrPicture.Wrap(own.ContentType, own.Bytes.Span, size)), "image/svg+xml", name);
    }

    /// <summary>What a person calls it, and the state, so that two files never swap their codes.</summary>
    private static string FileName(ContactWayRow way, string kind) =>
        $"{new string([.. way.Name.Select(c => char.IsLetterOrDigit(c) ? c : '-')]).Trim('-')}_{way.State}.{kind}";
}

/// <summary>A short list without pages.</summary>
public sealed record Answered<T>(IReadOnlyList<T> Items);

public sealed record WayAccountItem(string Channel, string Account, string Company, string? Dealer);
