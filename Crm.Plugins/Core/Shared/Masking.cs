using System.Globalization;

namespace Crm.Plugins.Core.Shared;

/// <summary>What lists, offers and notices show of a person before somebody is entitled to more (P-07).</summary>
public static class Masking
{
    /// <summary><c>王小明</c> becomes <c>王*</c>, <c>John Smith</c> becomes <c>J*</c>.</summary>
    public static string Name(string? name)
    {
        var text = name?.Trim();
        return string.IsNullOrEmpty(text) ? "" : StringInfo.GetNextTextElement(text) + "*";
    }

    /// <summary><c>+8613800138000</c> becomes <c>138****8000</c>, <c>+998901234567</c> becomes <c>+998****4567</c>.</summary>
    public static string Phone(string? e164)
    {
        if (string.IsNullOrEmpty(e164))
            return "";
        if (e164.StartsWith("+86", StringComparison.Ordinal) && e164.Length == 14)
            return $"{e164.AsSpan(3, 3)}****{e164.AsSpan(10)}";
        // Short numbers keep less, so that at least four digits stay hidden.
        return e164.Length >= 12 ? $"{e164.AsSpan(0, 4)}****{e164.AsSpan(e164.Length - 4)}"
            : e164.Length >= 8 ? $"{e164.AsSpan(0, 2)}****{e164.AsSpan(e164.Length - 2)}"
            : "****";
    }

    /// <summary><c>wang@example.com</c> becomes <c>w***@example.com</c>.</summary>
    public static string Email(string? email)
    {
        if (string.IsNullOrEmpty(email))
            return "";
        var at = email.LastIndexOf('@');
        return at > 0 ? $"{StringInfo.GetNextTextElement(email)}***{email.AsSpan(at)}" : "***";
    }

    /// <summary>Only the last six characters.</summary>
    public static string Vin(string? vin) =>
        string.IsNullOrEmpty(vin) ? "" : vin.Length > 6 ? $"***{vin.AsSpan(vin.Length - 6)}" : "***";
}
