namespace Crm.Host.Http;

/// <summary>What lies below <c>/api/v1</c>, and beside it.</summary>
internal static class ApiPath
{
    private static readonly PathString Root = "/api/v1";

    public static bool Covers(PathString path) => path.StartsWithSegments(Root);

    /// <summary>The customer's own page.</summary>
    public static bool IsMy(PathString path) => path.StartsWithSegments("/api/my");

    /// <summary>Answers that belong to one person and one moment, so nothing keeps them.</summary>
    public static bool IsPrivate(PathString path) => Covers(path) || IsMy(path) || path.StartsWithSegments("/api/chat");

    /// <summary>The first segment below the root, such as <c>leads</c>; empty outside.</summary>
    public static string Resource(PathString path) =>
        path.StartsWithSegments(Root, out var rest) && rest.HasValue ? rest.Value!.Split('/', 3)[1] : "";
}
