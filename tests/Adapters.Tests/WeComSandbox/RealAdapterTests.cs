using Crm.Adapters.WeComSandbox;
using Crm.Plugins.Contract;

namespace Adapters.Tests.WeComSandbox;

/// <summary>Two implementations that share no line agree: the adapter and the platform.</summary>
public sealed class RealAdapterTests : IAsyncLifetime
{
    private Company _company = null!;
    private Customer _customer = null!;

    private WeComPlatform Platform => _company.Platform;

    public async ValueTask InitializeAsync()
    {
        _company = await Company.StartAsync();
        _customer = Platform.AddCustomer("王芳");
    }

    public ValueTask DisposeAsync() => _company.DisposeAsync();

    [Fact]
    public async Task The_callback_address_verifies() => (await Platform.VerifyUrl(TestContext.Current.CancellationToken)).ShouldBeTrue();

    [Fact]
    public async Task A_scan_becomes_a_contact_with_state_who_can_be_welcomed_in_time()
    {
        (await Platform.ScanCode(_customer.Id, "spring")).Delivered.ShouldBeTrue();

        var added = (await _company.Items()).ShouldHaveSingleItem();
        added.Kind.ShouldBe(InboundKind.ContactAdded);
        added.ReplyUntil.ShouldNotBeNull();
        (await _company.Contacts.FindAsync(added.LookupAddress!, TestContext.Current.CancellationToken))!.DisplayName.ShouldBe("王芳");
        (await _company.Send(added.ReplyTo!, "欢迎")).ShouldBeOfType<SendResult.Sent>();
        Platform.Messages(_customer.Id)[^1].Kind.ShouldBe("welcome");
        (await _company.Send(added.ReplyTo!, "再次欢迎", "m2")).ShouldBeOfType<SendResult.Rejected>();
    }

    [Fact]
    public async Task Ten_people_scanning_in_one_second_are_ten_contacts()
    {
        var ten = Enumerable.Range(0, 10).Select(i => Platform.AddCustomer($"客户{i}")).ToArray();
        await Task.WhenAll(ten.Select(customer => Platform.ScanCode(customer.Id, "spring")));

        var items = await _company.Items();

        items.Select(item => item.DedupKey).Distinct().Count().ShouldBe(10);
        items.SelectMany(item => item.Identities).Count(identity => ten.Any(customer => identity.Value.EndsWith(customer.Id, StringComparison.Ordinal))).ShouldBe(10);
    }

    [Fact]
    public async Task A_duplicated_callback_has_one_key()
    {
        Platform.Faults.DuplicateCallbacks = true;
        await Platform.ScanCode(_customer.Id);

        var items = await _company.Items();

        items.Count.ShouldBe(2);
        items.Select(item => item.DedupKey).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_conversation_goes_both_ways_with_a_menu_and_a_tapped_choice()
    {
        await Platform.Write(_customer.Id, "想试驾");
        var message = (await _company.Items()).ShouldHaveSingleItem();
        (message.Kind, message.Message!.Text).ShouldBe((InboundKind.Message, "想试驾"));

        (await _company.Send(message.ReplyTo!, "请选择", "m1", new MessageChoice("drive", "试驾"), new MessageChoice("price", "报价"))).ShouldBeOfType<SendResult.Sent>();
        Platform.Messages(_customer.Id)[^1].Choices.ShouldBe([new PhoneChoice("drive", "试驾"), new PhoneChoice("price", "报价")]);

        await Platform.Write(_customer.Id, "试驾", "drive");
        (await _company.Items()).ShouldHaveSingleItem().Message!.ChoiceId.ShouldBe("drive");
    }

    [Fact]
    public async Task Small_empty_and_overlapping_pages_lose_nothing()
    {
        for (var i = 0; i < 5; i++)
            await Platform.Write(_customer.Id, $"m{i}");
        (Platform.Faults.PageSize, Platform.Faults.EmptyPage, Platform.Faults.DuplicateMessages) = (2, true, true);

        var items = await _company.Items();

        items.DistinctBy(item => item.DedupKey).Select(item => item.Message!.Text).ShouldBe(["m0", "m1", "m2", "m3", "m4"]);
    }

    [Fact]
    public async Task The_sixth_answer_is_refused_before_or_by_the_platform()
    {
        var to = await Write();
        for (var i = 0; i < 5; i++)
            (await _company.Send(to, "ok", $"m{i}")).ShouldBeOfType<SendResult.Sent>();

        (await _company.Send(to, "sixth", "m6")).ShouldBe(new SendResult.Rejected("message-limit"));
    }

    [Fact]
    public async Task A_token_taken_back_costs_one_refresh_and_no_message()
    {
        var to = await Write();
        await _company.Send(to, "one", "m1");
        var before = Platform.TokenRequests;
        Platform.RevokeToken();

        (await _company.Send(to, "two", "m2")).ShouldBeOfType<SendResult.Sent>();
        Platform.TokenRequests.ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_cut_connection_is_unknown_and_not_sent_again_blindly()
    {
        var to = await Write();
        Platform.Faults.Add("kf/send_msg", Fault.ResetAfter);

        (await _company.Send(to, "ok")).ShouldBeOfType<SendResult.Unknown>();
        Platform.Messages(_customer.Id).Count(message => message.From == "brand").ShouldBe(1);
    }

    [Fact]
    public async Task A_later_failure_comes_back_under_the_id_it_was_sent_with()
    {
        var to = await Write();
        Platform.Faults.FailSendsLater(10);
        (await _company.Send(to, "ok", "m7")).ShouldBeOfType<SendResult.Sent>();

        var failed = (await _company.Items()).ShouldHaveSingleItem();

        (failed.Kind, failed.DeliveryId).ShouldBe((InboundKind.DeliveryFailed, "m7"));
    }

    private async Task<string> Write()
    {
        await Platform.Write(_customer.Id, "hi");
        return (await _company.Items()).ShouldHaveSingleItem().ReplyTo!;
    }
}
