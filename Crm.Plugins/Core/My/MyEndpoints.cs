using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Routing;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.My;

/// <summary>
/// <c>/api/my</c>: what a customer sees and does with us. Every change answers with the whole page as it is afterwards, and
/// repeating one changes nothing more.
/// </summary>
public static class MyEndpoints
{
    public static void MapMyService(this RouteGroupBuilder my)
    {
        var page = my.MapGroup("").WithTags("my");
        page.MapGet("", Show);
        page.MapPost("/locale", ChooseLocale);
        page.MapGet("/promises/{id}/slots", Slots);
        page.MapPost("/promises/{id}/move", Move);
        page.MapPost("/promises/{id}/cancel", Cancel);
        page.MapPost("/promises/{id}/not-called", NotCalled);
        page.MapPost("/consents/{purpose}/withdraw", Withdraw);
        page.MapPost("/leads/{id}/switch-dealer", Switch);
    }

    private static Task<MyPage> Show(MyView view, MyCaller caller) => view.GetAsync(caller.CustomerId);

    private static async Task<MyPage> ChooseLocale(Writer writer, MyView view, MyCaller caller, LocaleInput input)
    {
        if (!Texts.Locales.Contains(input.Locale)) throw ProblemException.Invalid("unknown-locale", $"locale is one of {string.Join(", ", Texts.Locales)}.");
        await writer.WriteAsync(unit => CustomerStore.SetLocale(unit, caller.CustomerId, input.Locale!));
        return await view.GetAsync(caller.CustomerId);
    }

    private static async Task<Paged<MySlot>> Slots(MyPromises promises, MyCaller caller, string id) =>
        new([.. (await promises.SlotsAsync(caller, id)).Select(start => new MySlot(Instants.Iso(start), Instants.Iso(start.AddMinutes(30))))], null);

    private static async Task<MyPage> Move(MyPromises promises, MyView view, MyCaller caller, string id, MoveInput input)
    {
        var start = Instants.Parse(input.Start, "start") ?? throw ProblemException.Invalid("missing-start", "start is one of the slots, ISO 8601 with an offset.");
        await promises.MoveAsync(caller, id, DateTimeOffset.FromUnixTimeMilliseconds(start));
        return await view.GetAsync(caller.CustomerId);
    }

    private static async Task<MyPage> Cancel(MyPromises promises, MyView view, MyCaller caller, string id)
    {
        await promises.CancelAsync(caller, id);
        return await view.GetAsync(caller.CustomerId);
    }

    private static async Task<MyPage> NotCalled(MyPromises promises, MyView view, MyCaller caller, string id)
    {
        var next = await promises.NotCalledAsync(caller, id);
        return await view.GetAsync(caller.CustomerId) with { NextPromiseId = next };
    }

    private static async Task<MyPage> Withdraw(MyConsents consents, MyView view, MyCaller caller, string purpose)
    {
        await consents.WithdrawAsync(caller, purpose);
        return await view.GetAsync(caller.CustomerId);
    }

    private static async Task<MyPage> Switch(Writer writer, SwitchDealer change, MyView view, MyCaller caller, string id, SwitchInput input)
    {
        await writer.WriteAsync(unit => change.Run(unit, id, caller.CustomerId, input));
        return await view.GetAsync(caller.CustomerId);
    }
}

public sealed record LocaleInput(string? Locale);

public sealed record MoveInput(string? Start);

public sealed record MySlot(string Start, string End);
