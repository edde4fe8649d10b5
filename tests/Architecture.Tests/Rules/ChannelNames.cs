using System.Text;
using Mono.Cecil;

namespace Architecture.Tests.Rules;

/// <summary>The core serves channels it has never heard of, so it names none. SMS, phone and e-mail are addresses, not channels.</summary>
internal static class ChannelNames
{
    private static readonly string[] Words =
        ["wecom", "wechat", "weixin", "wxwork", "企业微信", "botframework", "bot framework", "directline", "chatbot", "webform", "web-form", "dealer-portal", "dealerportal"];

    public static IEnumerable<string> In(AssemblyDefinition assembly) =>
        Code.Types(assembly).SelectMany(type => Names(type).Concat(Code.Strings(type)))
            .Concat(assembly.MainModule.Resources.OfType<EmbeddedResource>()
                .Select(resource => (Place: $"embedded {resource.Name}", Text: Encoding.UTF8.GetString(resource.GetResourceData()))))
            .SelectMany(said => Words
                .Where(word => said.Text.Contains(word, StringComparison.OrdinalIgnoreCase))
                .Select(word => $"'{word}' in {said.Place}"));

    private static IEnumerable<(string Place, string Text)> Names(TypeDefinition type) =>
        type.Methods.Select(m => m.Name)
            .Concat(type.Fields.Select(f => f.Name))
            .Concat(type.Properties.Select(p => p.Name))
            .Prepend(type.FullName)
            .Select(name => (type.FullName, name));
}
