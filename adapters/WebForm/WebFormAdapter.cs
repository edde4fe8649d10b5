using Crm.Adapters.WebForm.Form;
using Crm.Adapters.WebForm.Inquiries;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WebForm;

/// <summary>
/// Routes: <c>POST inquiries</c> (JSON, API key), <c>GET|POST form</c> (HTML, no key) and the form's two assets.
/// Nothing can be sent back on this channel: answers go out by SMS or mail.
/// </summary>
internal sealed class WebFormAdapter(InquiryRoute inquiries, FormRoute form) : IChannelAdapter
{
    public Task<InboundResult> ReceiveAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var path = request.Path.TrimEnd('/');
        return (path[(path.LastIndexOf('/') + 1)..], request.Method) switch
        {
            ("inquiries", "POST") => Task.FromResult(inquiries.Receive(request)),
            ("form", "GET") => form.ShowAsync(request, cancellationToken),
            ("form", "POST") => form.SubmitAsync(request, cancellationToken),
            ("form.js", "GET") => Task.FromResult(InboundResult.Answer(FormAssets.Script)),
            ("form.css", "GET") => Task.FromResult(InboundResult.Answer(FormAssets.Style)),
            _ => Task.FromResult(InboundResult.Answer(Problems.NotFound)),
        };
    }

    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        Task.FromResult<SendResult>(new SendResult.Rejected("not-supported"));
}
