namespace Crm.Plugins.Core.Routing;

/// <summary>Who is near enough, decided as cheaply as possible.</summary>
internal readonly struct Reach(GeoPoint? from, double radiusKm, string? region)
{
    private const double KmPerDegree = 111.2;
    private const double EarthRadiusKm = 6371;

    private readonly UInt128 _province = RegionCodes.Province(region) is { } province ? DealerEntry.Bit(province) : 0;
    private readonly double _kmPerDegreeEast = from is { } point ? KmPerDegree * Math.Cos(double.DegreesToRadians(point.Latitude)) : 0;

    /// <summary>True only for dealers that <see cref="Filters"/> would call far as well.</summary>
    public bool IsPlainlyFar(DealerEntry entry)
    {
        if (from is { } here && entry.Dealer.Location is { } there)
        {
            // A square somewhat larger than the circle, for a degree is not quite the same everywhere.
            var north = Math.Abs(there.Latitude - here.Latitude) * KmPerDegree;
            var degrees = Math.Abs(there.Longitude - here.Longitude);
            var east = Math.Min(degrees, 360 - degrees) * _kmPerDegreeEast;
            return north > radiusKm * 1.1 || (east > radiusKm * 1.2 && Math.Abs(here.Latitude) < 60);
        }

        return _province != 0 && entry.Provinces != 0 && (entry.Provinces & _province) == 0;
    }

    /// <summary>Great-circle distance.</summary>
    public static double Kilometres(GeoPoint a, GeoPoint b)
    {
        double lat1 = double.DegreesToRadians(a.Latitude), lat2 = double.DegreesToRadians(b.Latitude);
        double sinLat = Math.Sin((lat2 - lat1) / 2), sinLon = Math.Sin(double.DegreesToRadians(b.Longitude - a.Longitude) / 2);
        var h = sinLat * sinLat + Math.Cos(lat1) * Math.Cos(lat2) * sinLon * sinLon;
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
