using Crm.Plugins.Core.Routing;

namespace Crm.Plugins.Core.Staff;

/// <summary>Keys of what we say to our own people. A test keeps them equal to the files.</summary>
public static class StaffKeys
{
    public const string OfferTitle = "staff-offer-title";
    public const string OfferHowTo = "staff-offer-how-to";
    public const string CallbackTitle = "staff-callback-title";
    public const string CallbackHowTo = "staff-callback-how-to";
    public const string ComplaintTitle = "staff-complaint-title";
    public const string ComplaintHowTo = "staff-complaint-how-to";
    public const string LabelCar = "staff-label-car";
    public const string LabelRegion = "staff-label-region";
    public const string LabelTemperature = "staff-label-temperature";
    public const string LabelAcceptBy = "staff-label-accept-by";
    public const string LabelWhy = "staff-label-why";
    public const string LabelCallBy = "staff-label-call-by";
    public const string LabelActBy = "staff-label-act-by";
    public const string LabelCustomer = "staff-label-customer";
    public const string LabelPhone = "staff-label-phone";
    public const string LabelCase = "staff-label-case";
    public const string CarUnknown = "staff-car-unknown";
    public const string RegionUnknown = "staff-region-unknown";
    public const string Hot = "staff-hot";
    public const string Warm = "staff-warm";
    public const string Cold = "staff-cold";
    public const string WhyNext = "staff-why-next-in-ranking";
    public const string WhyNamed = "staff-why-named";
    public const string WhyVip = "staff-why-vip";
    public const string WhyRelation = "staff-why-relation";
    public const string WhyStock = "staff-why-stock";
    public const string WhyTerritory = "staff-why-territory";
    public const string WhyOpenMarket = "staff-why-open-market";
    public const string WhyNear = "staff-why-near";
    public const string Accept = "staff-accept";
    public const string Decline = "staff-decline";
    public const string Done = "staff-done";
    public const string Later = "staff-later";
    public const string Taken = "staff-taken";
    public const string DeclineReason = "staff-decline-reason";
    public const string Outcome = "staff-outcome";
    public const string ReasonNoCapacity = "staff-reason-no-capacity";
    public const string ReasonNoStock = "staff-reason-no-stock";
    public const string ReasonOutOfArea = "staff-reason-out-of-area";
    public const string ReasonWrongBrand = "staff-reason-wrong-brand";
    public const string ReasonDuplicate = "staff-reason-duplicate";
    public const string ReasonClosed = "staff-reason-closed";
    public const string ReasonOther = "staff-reason-other";
    public const string ResultConnected = "staff-result-connected";
    public const string ResultNoAnswer = "staff-result-no-answer";
    public const string ResultBusy = "staff-result-busy";
    public const string ResultVoicemail = "staff-result-voicemail";
    public const string ResultWrongNumber = "staff-result-wrong-number";
    public const string ResultRefused = "staff-result-refused";
    public const string ResultCustomerCalled = "staff-result-customer-called";
    public const string AcceptedByYou = "staff-accepted-by-you";
    public const string AcceptedBy = "staff-accepted-by";
    public const string DeclinedLabel = "staff-declined";
    public const string ExpiredLabel = "staff-expired";
    public const string DoneLabel = "staff-done-label";
    public const string DoneBy = "staff-done-by";
    public const string TakenBy = "staff-taken-by";
    public const string LaterLabel = "staff-later-label";
    public const string ClosedLabel = "staff-closed";
    public const string UnknownMember = "staff-unknown-member";
    public const string NotYours = "staff-not-yours";
    public const string NoNumber = "staff-no-number";
    public const string ReasonNeeded = "staff-reason-needed";
    public const string OutcomeNeeded = "staff-outcome-needed";
    public const string NotPossible = "staff-not-possible";
    public const string ContactPromised = "staff-contact-promised";
    public const string Contact = "staff-contact";
    public const string Help = "staff-help";
    public const string TodoEmpty = "staff-todo-empty";
    public const string TodoOffer = "staff-todo-offer";
    public const string TodoCallback = "staff-todo-callback";
    public const string TodoLate = "staff-todo-late";
    public const string Status = "staff-status";

    public static string Temperature(string temperature) => $"staff-{temperature}";

    public static string Reason(string code) => $"staff-reason-{code}";

    public static string Result(string code) => $"staff-result-{code}";

    /// <param name="rule">One of <see cref="RuleNames"/>.</param>
    public static string Why(string rule) => $"staff-why-{rule}";
}
