namespace Crm.Plugins.Core.Complaints;

/// <summary>How grave a complaint is (section 6.2). Customers never see these names.</summary>
public enum Severity
{
    /// <summary>Safety: injury, fire, brakes, steering, airbag, battery smoke, loss of power while driving.</summary>
    S1 = 1,
    /// <summary>Critical: car unusable, law, regulator or media, VIP.</summary>
    S2 = 2,
    /// <summary>Major: repeated repair, wrong charge, broken promise.</summary>
    S3 = 3,
    /// <summary>Minor: attitude, information.</summary>
    S4 = 4,
}
