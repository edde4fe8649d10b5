using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Who stands behind a code of the sign-in page (4.7).</summary>
internal static class SignInCalls
{
    private const int MostBytes = 512;

    public static JsonObject Who(Company company, ApiRequest request)
    {
        var code = Take(company, request);
        if (code.Member is { } member)
        {
            var answer = new JsonObject { ["userid"] = member };
            if (code.WithTicket)
                answer["user_ticket"] = RandomNumberGenerator.GetHexString(64, lowercase: true);
            return answer;
        }

        var outsider = new JsonObject { ["openid"] = code.Outsider!.Customer.OpenId };
        if (company.Contacts.Values.First(contact => contact.Person == code.Outsider) is { Followers.Count: > 0 } contact)
            outsider["external_userid"] = contact.Id;
        return outsider;
    }

    public static JsonObject WhoOldStyle(Company company, ApiRequest request) => Take(company, request) is { Member: { } member }
        ? new JsonObject { ["UserId"] = member, ["DeviceId"] = "" }
        : throw new WeComError(40029, "invalid code");

    /// <summary>The address book tells only id, name and state since 2022.</summary>
    public static JsonObject Member(Company company, ApiRequest request)
    {
        if (string.IsNullOrEmpty(request.Query("userid")))
            throw new WeComError(41009, "userid missing");
        var member = company.Member(request.Query("userid"));
        return new JsonObject { ["userid"] = member.Key, ["name"] = member.Name, ["status"] = member.Left is null ? 1 : 5 };
    }

    private static SignInCode Take(Company company, ApiRequest request)
    {
        var text = request.Query("code");
        if (string.IsNullOrEmpty(text))
            throw new WeComError(41008, "code missing");
        if (text.Length > MostBytes || company.SignInCodes.GetValueOrDefault(text) is not { } code)
            throw new WeComError(40029, "invalid code");
        if (code.Used)
            throw new WeComError(42022, "code has been used");
        if (company.Now > code.Until)
            throw new WeComError(42003, "code expired");
        code.Used = true;
        return code;
    }
}
