using System.Globalization;
using System.Text;
using Crm.Plugins.Core.Shared.Api;
using QRCoder;

namespace Crm.Plugins.Core.ContactWays;

/// <summary>Draws what a code encodes, with the quiet zone that scanners need.</summary>
public static class QrPicture
{
    public const int Smallest = 120;
    public const int Largest = 2000;
    private const int Usual = 480;

    public static int Size(int? asked) => asked is null ? Usual : asked is >= Smallest and <= Largest
        ? asked.Value
        : throw new ProblemException(400, "bad-size", $"size is the width in pixels, {Smallest} to {Largest}.");

    /// <summary>A PNG of at least this width, as whole pixels per module are what makes it sharp.</summary>
    public static byte[] Png(string text, int size)
    {
        using var data = Encode(text);
        return new PngByteQRCode(data).GetGraphic(Math.Max(1, (int)Math.Ceiling(size / (double)data.ModuleMatrix.Count)));
    }

    public static string Svg(string text, int size)
    {
        using var data = Encode(text);
        var modules = data.ModuleMatrix.Count;
        var path = new StringBuilder();
        for (var y = 0; y < modules; y++)
            for (var x = 0; x < modules; x++)
                if (data.ModuleMatrix[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 {modules} {modules}" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><path d="{path}" fill="#000"/></svg>
            """;
    }

    /// <summary>The platform's own picture in the frame of an SVG.</summary>
    public static string Wrap(string contentType, ReadOnlySpan<byte> picture, int size) => $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}"><image width="{size}" height="{size}" href="data:{contentType};base64,{Convert.ToBase64String(picture)}"/></svg>
        """;

    private static QRCodeData Encode(string text) => QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
}
