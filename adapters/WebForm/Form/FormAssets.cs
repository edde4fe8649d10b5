using Crm.Plugins.Contract;

namespace Crm.Adapters.WebForm.Form;

/// <summary>The form's script and style: files of their own, so that the page needs nothing inline.</summary>
internal static class FormAssets
{
    public static readonly ChannelReply Script = Load("form.js", "text/javascript; charset=utf-8");
    public static readonly ChannelReply Style = Load("form.css", "text/css; charset=utf-8");

    public static Stream Open(string name) =>
        typeof(FormAssets).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The assembly lacks {name}.");

    private static ChannelReply Load(string name, string contentType)
    {
        using var file = Open(name);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return new ChannelReply(200, contentType, bytes, new Dictionary<string, string>
        {
            ["Cache-Control"] = "public, max-age=3600",
            ["X-Content-Type-Options"] = "nosniff",
        });
    }
}
