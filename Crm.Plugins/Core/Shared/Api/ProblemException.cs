namespace Crm.Plugins.Core.Shared.Api;

/// <summary>
/// A client's mistake or a lost race, answered as problem+json (RFC 9457) with a stable <see cref="Code"/>. The
/// detail says how to fix it and never repeats input.
/// </summary>
public sealed class ProblemException(int status, string code, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>Further members of the answer, such as the present state of a resource.</summary>
    public Dictionary<string, object?> Extensions { get; } = [];

    public static ProblemException NotFound(string what) => new(404, "not-found", $"There is no such {what}, or it is not yours to see.");

    public static ProblemException Forbidden() => new(403, "forbidden", "Your role does not allow this.");

    public static ProblemException NotSignedIn() => new(401, "not-signed-in", "Sign in or send a bearer token.");

    public static ProblemException Invalid(string code, string detail) => new(422, code, detail);

    public static ProblemException Conflict(string code, string detail) => new(409, code, detail);

    public static ProblemException VersionConflict(long current) =>
        new(412, "version-conflict", "Somebody changed this meanwhile: read it again and repeat.") { Extensions = { ["version"] = current } };

    public ProblemException With(string member, object? value)
    {
        Extensions[member] = value;
        return this;
    }
}
