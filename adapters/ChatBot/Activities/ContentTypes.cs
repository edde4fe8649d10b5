using Crm.Plugins.Contract;
using Microsoft.AspNetCore.StaticFiles;

namespace Crm.Adapters.ChatBot.Activities;

/// <summary>The MIME type of a file we send, by its name where it has one, else by its kind.</summary>
internal static class ContentTypes
{
    private static readonly FileExtensionContentTypeProvider ByName = new();

    public static string Of(MessageAttachment attachment) =>
        attachment.Title is { } name && ByName.TryGetContentType(name, out var type) ? type : attachment.Kind switch
        {
            "image" => "image/jpeg",
            "voice" => "audio/mpeg",
            "video" => "video/mp4",
            _ => "application/octet-stream",
        };
}
