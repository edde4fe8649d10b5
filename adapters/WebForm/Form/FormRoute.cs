using System.Globalization;
using Crm.Adapters.WebForm.Inquiries;
using Crm.Plugins.Contract;
using Microsoft.Extensions.Logging;

namespace Crm.Adapters.WebForm.Form;

/// <summary><c>GET form</c> shows the form, <c>POST form</c> captures it and tells the promise that was committed.</summary>
internal sealed class FormRoute(FormOptions options, FormTokens tokens, ILogger<FormRoute> log)
{
    private const string FormType = "application/x-www-form-urlencoded";
    private static readonly Dictionary<string, string> NoErrors = [];

    public async Task<InboundResult> ShowAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var token = await tokens.IssueAsync(cancellationToken);
        var texts = FormTexts.For(request.Query["lang"]);
        // A link may fill in what it knows, but a consent is given by the person alone.
        return InboundResult.Answer(FormPage.Show(options, texts, token,
            name => name.StartsWith("consent", StringComparison.Ordinal) ? "" : request.Query[name].ToString(), NoErrors));
    }

    public async Task<InboundResult> SubmitAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var texts = FormTexts.For(request.Query["lang"]);
        var isForm = request.Headers.ContentType.ToString().StartsWith(FormType, StringComparison.OrdinalIgnoreCase);
        if (!isForm || Submission.Read(request.Body) is not { } sent)
            return InboundResult.Answer(Problems.NotForm);
        if (sent.Parse(options, texts.Locale, out var errors) is not { } inquiry)
        {
            var fresh = await tokens.IssueAsync(cancellationToken);
            return InboundResult.Answer(FormPage.Show(options, texts, fresh, name => sent[name], errors));
        }

        var token = await tokens.ReadAsync(sent.Token, cancellationToken);
        var suspect = SpamGuard.Suspect(sent, token, request.ReceivedAt);
        if (suspect is not null)
            log.LogInformation("A form looks like spam ({Reason}) and goes to quarantine", suspect);
        // With the fingerprint in the key a double click is one inquiry and a corrected form a second one.
        var mark = token?.Nonce ?? request.ReceivedAt.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var item = inquiry.ToItem(request, $"form:{mark}:{inquiry.Fingerprint}", FormType);
        return new InboundResult
        {
            Items = [suspect is null ? item : item with { Kind = InboundKind.Malformed, Fault = "spam-suspect" }],
            // A robot must not learn that it was found out.
            Reply = receipts => FormPage.Thanks(options, texts, receipts[0].Promise?.Text),
        };
    }
}
