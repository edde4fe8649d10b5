using Microsoft.Extensions.Configuration;

namespace Crm.Plugins.Core.Leads;

/// <summary>
/// Section <c>Crm:IntentLevels</c>: how a brand's people name the levels of intent, nearest first, for example
/// <c>Crm:IntentLevels:Audi:0:{Name=H,WithinDays=7,Temperature=Hot}</c>. A brand without one uses H, A, B and C.
/// </summary>
public sealed class BrandLevels(IConfiguration configuration)
{
    private readonly Dictionary<string, IntentLevels> _brands = configuration.GetSection("Crm:IntentLevels").GetChildren().ToDictionary(
        brand => brand.Key, brand => new IntentLevels(brand.Get<List<IntentLevel>>() ?? []), StringComparer.OrdinalIgnoreCase);

    public IntentLevels Of(string? brand) => brand is not null && _brands.TryGetValue(brand, out var levels) ? levels : IntentLevels.Default;
}
