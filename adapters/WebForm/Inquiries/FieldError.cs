namespace Crm.Adapters.WebForm.Inquiries;

/// <summary>One thing wrong with a body.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) of the member.</param>
/// <param name="Code"><c>required</c>, <c>type</c>, <c>unknown</c>, <c>too-long</c>, <c>too-many</c>, <c>format</c>, <c>text</c> or <c>twice</c>.</param>
internal sealed record FieldError(string Pointer, string Code, string Message);
