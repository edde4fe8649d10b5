namespace Crm.Adapters.WebForm.Inquiries;

/// <summary>What somebody may want. Both spellings come in, hyphens go on.</summary>
internal static class InquiryKinds
{
    public static readonly string[] All =
        ["lead", "complaint", "callback", "service-booking", "finance", "product-question", "feedback"];

    /// <summary>The shared string for a known kind, null for an unknown one.</summary>
    public static string? Find(string kind)
    {
        foreach (var known in All)
            if (known.AsSpan().SequenceEqual(kind))
                return known;
        return kind switch
        {
            "service_booking" => "service-booking",
            "product_question" => "product-question",
            _ => null,
        };
    }
}
