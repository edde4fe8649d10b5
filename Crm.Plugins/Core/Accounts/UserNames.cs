using System.Text;
using Crm.Plugins.Core.Shared.Api;

namespace Crm.Plugins.Core.Accounts;

/// <summary>User names do not tell upper from lower case, nor full width from half width as Chinese keyboards write it.</summary>
internal static class UserNames
{
    private const int Longest = 64;

    /// <summary>The form that is stored and looked up; empty for what can be no name.</summary>
    public static string Normal(string? name)
    {
        if (name is null || name.Length > Longest * 2) return "";
        try
        {
            return name.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair.
            return "";
        }
    }

    public static string Checked(string? name) =>
        Normal(name) is { Length: >= 2 and <= Longest } normal && normal.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or '@')
            ? normal
            : throw ProblemException.Invalid("bad-user-name", $"userName has 2 to {Longest} letters, digits or . - _ @.");
}
