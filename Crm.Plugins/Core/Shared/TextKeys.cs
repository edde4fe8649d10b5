namespace Crm.Plugins.Core.Shared;

/// <summary>Keys of <see cref="Texts"/>. A test keeps them equal to the files.</summary>
public static class TextKeys
{
    public const string Welcome = "welcome";
    public const string WelcomeMissed = "welcome-missed";
    public const string AskPhoneConsent = "ask-phone-consent";
    public const string AskPhone = "ask-phone";
    public const string AskPhoneReminder = "ask-phone-reminder";
    public const string AskConsent = "ask-consent";
    public const string PhoneInvalid = "phone-invalid";
    public const string ConsentRecorded = "consent-recorded";
    public const string KeptAtDesk = "kept-at-desk";
    public const string OptedOut = "opted-out";
    public const string WhoDesk = "who-desk";
    public const string WhoDealer = "who-dealer";
    public const string PromiseMade = "promise-made";
    public const string PromiseMadeSlot = "promise-made-slot";
    public const string PromiseSlotMoved = "promise-slot-moved";
    public const string PromiseWarmed = "promise-warmed";
    public const string PromiseWhoChanged = "promise-who-changed";
    public const string PromiseBroken = "promise-broken";
    public const string PromiseMissedAttempt = "promise-missed-attempt";
    public const string PromiseFailed = "promise-failed";
    public const string PromiseReleased = "promise-released";
    public const string PromiseRescheduled = "promise-rescheduled";
    public const string ComplaintReceived = "complaint-received";
    public const string ComplaintSafetyReceived = "complaint-safety-received";
    public const string ComplaintAskPhone = "complaint-ask-phone";
    public const string ComplaintReminder = "complaint-reminder";
    public const string ComplaintClosedUnanswered = "complaint-closed-unanswered";
    public const string ComplaintSafetyAskPhone = "complaint-safety-ask-phone";
    public const string ComplaintRepeat = "complaint-repeat";
    public const string ReplyStoredProductQuestion = "reply-stored-product-question";
    public const string ReplyStoredFeedback = "reply-stored-feedback";
    public const string ReplyStoredServiceBooking = "reply-stored-service-booking";
    public const string ReplyStoredFinance = "reply-stored-finance";
    public const string RepeatInquiry = "repeat-inquiry";
    public const string Greeting = "greeting";
    public const string Thanks = "thanks";
    public const string NotUnderstood = "not-understood";
    public const string HumanSoon = "human-soon";
    public const string ChoiceTestDrive = "choice-test-drive";
    public const string ChoicePrice = "choice-price";
    public const string ChoiceCallback = "choice-callback";
    public const string ChoiceComplaint = "choice-complaint";
    public const string ChoiceHuman = "choice-human";
    public const string ChoiceConsentYes = "choice-consent-yes";
    public const string ChoiceConsentNo = "choice-consent-no";
    public const string ChoiceOtherTime = "choice-other-time";
    public const string ChoiceCancelCallback = "choice-cancel-callback";
}
