using Crm.Adapters.WeComSandbox;
using Crm.Plugins.Contract;

namespace Adapters.Tests.WeComSandbox;

/// <summary>Section 8.5: the malformed set of section 2, made with live keys, against the real adapter.</summary>
public sealed class MalformedTests
{
    public static TheoryData<string> Kinds => [.. MalformedCallback.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_malformed_is_refused_or_shelved_and_never_dispatched(string kind)
    {
        await using var company = await Company.StartAsync();

        var status = await company.Platform.Maker.PostMalformed(kind);

        if (MalformedCallback.Kinds.TakeLast(3).Contains(kind))
            status.ShouldBe(200);
        else
            status.ShouldBeInRange(400, 499);
        (await company.Items()).ShouldAllBe(item => item.Kind == InboundKind.Malformed);
    }
}
