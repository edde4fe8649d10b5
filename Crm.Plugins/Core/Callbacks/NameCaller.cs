using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>
/// Two minutes before a call the customer is told who will call and from which number, because an unknown number is not
/// answered. Whoever has no number to name has said all there is to say already.
/// </summary>
public sealed class NameCaller(Steps steps, Tell tell, PromiseOptions options)
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan TooShort = TimeSpan.FromSeconds(30);

    /// <summary>Sets the step for the present window, or moves it.</summary>
    /// <param name="number">Where the call will come from; empty = not known.</param>
    public void Plan(Unit unit, string promiseId, bool isSlot, DateTimeOffset start, DateTimeOffset due, string number)
    {
        var at = (isSlot ? start : due) - Before;
        if (at < unit.Now + TooShort || number.Length == 0) return;
        steps.Add(unit, promiseId, PromiseSteps.CallerNamed, PromiseSteps.Kind, at);
    }

    /// <summary>Once per window, and not after somebody has called already.</summary>
    public void Say(Unit unit, PromiseRow promise)
    {
        var dealerId = promise.OwnerId.Length == 0 ? null : promise.OwnerId;
        var number = NumberOf(unit, dealerId);
        if (promise.State != "scheduled" || promise.Topic == Topics.Reply || number.Length == 0) return;
        var audience = HandOver.AudienceOf(unit, promise);
        tell.Notice(unit, audience, TextKeys.CallerNamed, new Dictionary<string, string>
        {
            ["who"] = Person(unit, promise, dealerId), ["phone"] = Masking.Phone(audience.Phone), ["number"] = number,
        }, promise.Id, $"{promise.Id}:caller:{promise.DueAt}");
    }

    /// <param name="dealerId">Who is to call; null = the maker's desk.</param>
    public string NumberOf(Unit unit, string? dealerId) => dealerId is null ? options.DeskPhone : DealerStore.Get(unit, dealerId)?.Phone ?? "";

    /// <summary>By name where somebody has taken the call, else the dealer or the desk.</summary>
    private static string Person(Unit unit, PromiseRow promise, string? dealerId)
    {
        var team = Who.Calls(unit, dealerId, promise.Locale);
        return promise.AssignedTo.Length > 0 && UserStore.Get(unit, promise.AssignedTo) is { DisplayName.Length: > 0 } user
            ? Texts.Format(promise.Locale, TextKeys.WhoNamed, ("name", user.DisplayName), ("team", team))
            : team;
    }
}
