using Crm.Plugins.Contract;
using Crm.Plugins.Core.Media;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.ContactWays;

/// <summary>The welcome of codes without one of their own, and the pictures that go with welcomes.</summary>
public static class WelcomeEndpoints
{
    private const int MostPictureBytes = 2 * 1024 * 1024;
    private static readonly string[] PictureTypes = ["image/png", "image/jpeg"];
    private static readonly Dictionary<string, string> NoValues = [];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/contact-ways/default-welcome", Get);
        api.MapPost("/contact-ways/default-welcome", Save);
        api.MapPost("/contact-ways/pictures", Upload);
    }

    private static async Task<Answered<ReadyWelcome>> Get(Database database, Caller caller, CancellationToken cancellationToken)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        return new(await WelcomeStore.ForAsync(database, WelcomeStore.Default, cancellationToken));
    }

    private static async Task<Answered<ReadyWelcome>> Save(
        Writer writer, KeepPictures pictures, IPluginReads reads, Caller caller, IReadOnlyList<WelcomeInput> input)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        var texts = WelcomeRules.Render(input, NoValues);
        await writer.WriteAsync(unit =>
        {
            WelcomeStore.Save(unit, WelcomeStore.Default, texts);
            foreach (var (channel, account) in reads.With(AccountReads.Contacts)) pictures.Want(unit, channel, account.Key, texts);
        });
        return new(texts);
    }

    private static async Task<Created<PictureItem>> Upload(HttpRequest request, Writer writer, Caller caller, CancellationToken cancellationToken, string? name = null)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        var type = request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() ?? "";
        if (!PictureTypes.Contains(type)) throw new ProblemException(415, "not-a-picture", "Send the bytes of a PNG or JPEG with its content type.");
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MostPictureBytes) throw new ProblemException(413, "picture-too-large", "A picture has at most 2 MB.");
        }

        var picture = bytes.ToArray();
        if (!IsPicture(type, picture)) throw ProblemException.Invalid("not-a-picture", "These bytes are no PNG or JPEG.");
        var file = Path.GetFileName(name ?? "") is { Length: > 0 and <= 100 } given ? given : type == "image/png" ? "welcome.png" : "welcome.jpg";
        var id = await writer.WriteAsync(unit => MediaStore.Add(unit, new MediaContent(type, file, picture)));
        return TypedResults.Created((string?)null, new PictureItem(id, type, picture.Length));
    }

    private static bool IsPicture(string type, ReadOnlySpan<byte> bytes) =>
        type == "image/png" ? bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);
}

public sealed record PictureItem(string Id, string ContentType, long Size);
