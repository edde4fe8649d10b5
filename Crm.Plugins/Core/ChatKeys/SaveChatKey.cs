using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.ChatKeys;

/// <summary>Makes, changes and renews chat keys. A renewed or disabled one opens no chat from then on.</summary>
public sealed class SaveChatKey(Writer writer)
{
    public Task<ChatKeyRow> CreateAsync(ChatKeyInput input, Caller caller) => WriteAsync(caller, unit =>
    {
        var row = Merge(unit, null, input) with { Id = Ids.New(unit.Now), Key = ChatKeyRules.NewKey(), CreatedAt = unit.NowMs };
        ChatKeyStore.Add(unit, row);
        Audit.Record(unit, caller.Id, "chat-key.created", row.Id);
        return row;
    });

    public Task<ChatKeyRow> ChangeAsync(string id, ChatKeyInput input, IfMatch match, Caller caller) => WriteAsync(caller, unit =>
        Save(unit, Merge(unit, Get(unit, id, match), input), caller, "chat-key.changed"));

    public Task<ChatKeyRow> RotateAsync(string id, IfMatch match, Caller caller) => WriteAsync(caller, unit =>
        Save(unit, Get(unit, id, match) with { Key = ChatKeyRules.NewKey(), RotatedAt = unit.NowMs }, caller, "chat-key.rotated"));

    private Task<ChatKeyRow> WriteAsync(Caller caller, Func<Unit, ChatKeyRow> work)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return writer.WriteAsync(work);
    }

    private static ChatKeyRow Get(Unit unit, string id, IfMatch match)
    {
        var row = ChatKeyStore.Get(unit, id) ?? throw ProblemException.NotFound("chat key");
        match.Check(row.Version);
        return row;
    }

    private static ChatKeyRow Save(Unit unit, ChatKeyRow row, Caller caller, string action)
    {
        if (!ChatKeyStore.Update(unit, row)) throw ProblemException.VersionConflict(row.Version);
        Audit.Record(unit, caller.Id, action, row.Id);
        return row with { Version = row.Version + 1 };
    }

    private static ChatKeyRow Merge(Unit unit, ChatKeyRow? old, ChatKeyInput input)
    {
        var name = input.Name is null && old is not null ? old.Name : input.Name?.Trim() is { Length: > 0 and <= 100 } text ? text
            : throw ProblemException.Invalid("missing-name", "name is required and has at most 100 characters.");
        if (input.DealerId is { Length: > 0 } dealer && DealerStore.Get(unit, dealer) is null) throw ProblemException.Invalid("unknown-dealer", "dealerId names no dealer.");
        if (input.Scene is { } scene && (scene.Length > 32 || !scene.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
            throw ProblemException.Invalid("bad-scene", "scene has at most 32 letters, digits, - and _.");
        var theme = ChatTheme.Merge(old is null ? null : JsonSerializer.Deserialize<ChatTheme>(old.Theme, JsonSerializerOptions.Web), input.Theme, name);
        return new ChatKeyRow(
            old?.Id ?? "", old?.Key ?? "", name, input.DealerId ?? old?.DealerId ?? "",
            input.Origins is null ? old?.Origins ?? "[]" : JsonSerializer.Serialize(ChatKeyRules.Origins(input.Origins)),
            JsonSerializer.Serialize(theme, JsonSerializerOptions.Web),
            input.Locales is null ? old?.Locales ?? JsonSerializer.Serialize(Texts.Locales) : JsonSerializer.Serialize(ChatKeyRules.Locales(input.Locales)),
            input.Scene ?? old?.Scene ?? "", input.Active is { } active ? active ? 1 : 0 : old?.Active ?? 1, old?.CreatedAt ?? 0, old?.RotatedAt ?? 0, old?.Version ?? 1);
    }
}
