using System.Text.Json;
using Crm.Store.Tests.Flow;

namespace Crm.Store.Tests.My;

/// <summary>A customer with the own page open.</summary>
internal sealed class Customer(CrmFixture crm, string id)
{
    public string Id { get; } = id;

    /// <summary>Whoever this promise was made to.</summary>
    public static async Task<Customer> OfAsync(CrmFixture crm, string promiseId) =>
        new(crm, await crm.TextAsync("select customer_id from promise where id = @id", new { id = promiseId }));

    public async Task<JsonElement> PageAsync() => await DoneAsync("GET", "");

    public Task<(int Status, JsonElement Body)> AskAsync(string method, string path, object? body = null) => crm.Door.CallMyAsync(method, path, Id, body);

    /// <summary>The page after something that must work.</summary>
    public async Task<JsonElement> DoneAsync(string method, string path, object? body = null)
    {
        var (status, page) = await AskAsync(method, path, body);
        status.ShouldBe(200, $"{method} {path}: {page}");
        return page;
    }

    public async Task<string> RefusedAsync(int status, string method, string path, object? body = null)
    {
        var answer = await AskAsync(method, path, body);
        answer.Status.ShouldBe(status, answer.Body.ToString());
        return answer.Body.Text("code");
    }
}

internal static class Pages
{
    public static JsonElement Promise(this JsonElement page, string id) => page.GetProperty("promises").EnumerateArray().Single(promise => promise.Text("id") == id);

    public static IReadOnlyList<JsonElement> All(this JsonElement page, string name) => [.. page.GetProperty(name).EnumerateArray()];
}
