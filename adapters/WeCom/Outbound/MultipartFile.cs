using System.Security.Cryptography;
using System.Text;

namespace Crm.Adapters.WeCom.Outbound;

/// <summary>
/// One file as <c>multipart/form-data</c>, written by hand: the platform reads the part name <c>media</c> and a file name in raw
/// UTF-8, where the framework would encode it in ways it does not know.
/// </summary>
internal static class MultipartFile
{
    public static (byte[] Body, string ContentType) Write(string fileName, string contentType, ReadOnlySpan<byte> file)
    {
        var boundary = $"crm{RandomNumberGenerator.GetHexString(24, lowercase: true)}";
        var head = Encoding.UTF8.GetBytes(
            $"--{boundary}\r\nContent-Disposition: form-data; name=\"media\"; filename=\"{Safe(fileName)}\"; filelength={file.Length}\r\nContent-Type: {contentType}\r\n\r\n");
        var tail = Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n");
        byte[] body = [.. head, .. file, .. tail];
        return (body, $"multipart/form-data; boundary={boundary}");
    }

    private static string Safe(string name) => string.Concat(name.Where(c => c is not ('"' or '\\' or '/') && !char.IsControl(c)));
}
