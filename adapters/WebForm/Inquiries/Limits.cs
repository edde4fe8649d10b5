namespace Crm.Adapters.WebForm.Inquiries;

/// <summary>Lengths in UTF-16 units after trimming, the same for both routes.</summary>
internal static class Limits
{
    public const int Name = 100;
    public const int Phone = 40;
    public const int Email = 254;
    public const int Region = 64;
    public const int Car = 100;
    public const int Message = 4000;
    public const int Word = 64;
    public const int Source = 100;
    public const int Locale = 35;
    public const int Consents = 20;
}
