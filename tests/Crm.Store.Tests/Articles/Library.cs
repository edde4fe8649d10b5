using System.Text.Json;
using Crm.Plugins.Core.Shared.Api;
using Crm.Store.Tests.Flow;

namespace Crm.Store.Tests.Articles;

/// <summary>What people of ours do with articles and open questions, through the API.</summary>
internal static class Library
{
    public static readonly Caller Lead = new("lead-1", "Lead", Role.Lead, null, false);

    public static object Draft(string series = "ID.4", string[]? zh = null, string answer = "首次保养含工时380元。", string? until = null, string? replaces = null, string? question = null, string? model = null) => new
    {
        brand = "大众", series, model, phrasings = new Dictionary<string, string[]> { ["zh-CN"] = zh ?? ["首保多少钱"], ["en"] = ["What does the first service cost?"] },
        answers = new Dictionary<string, string> { ["zh-CN"] = answer, ["en"] = "The first service costs 380 yuan." }, source = "2026年售后价目表", validUntil = until, replaces, questionId = question,
    };

    /// <summary>An agent drafts; returns the new article.</summary>
    public static async Task<JsonElement> DraftAsync(this CrmFixture crm, object input, Caller? by = null)
    {
        var (status, body) = await crm.PostAsync("/articles", input, by);
        status.ShouldBe(201, body.ToString());
        return body;
    }

    /// <summary>An agent drafts and a team lead approves; the id.</summary>
    public static async Task<string> ArticleAsync(this CrmFixture crm, object? input = null)
    {
        var id = (await crm.DraftAsync(input ?? Draft())).Text("id");
        await crm.ApproveAsync(id);
        return id;
    }

    public static async Task<JsonElement> ApproveAsync(this CrmFixture crm, string id, Caller? by = null)
    {
        var (status, body) = await crm.PostAsync($"/articles/{id}/approve", null, by ?? Lead);
        status.ShouldBe(200, body.ToString());
        return body;
    }

    public static async Task<JsonElement> AskAsync(this CrmFixture crm, string text, string locale = "zh-CN")
    {
        var (status, body) = await crm.PostAsync("/articles/ask", new { text, locale });
        status.ShouldBe(200, body.ToString());
        return body;
    }

    public static async Task<string> CodeAsync(this CrmFixture crm, string path, object? body, Caller caller, long? ifMatch = null)
    {
        var (_, answer) = await crm.Door.CallAsync("POST", path, caller, body, ifMatch);
        return answer.Text("code");
    }

    public static async Task<JsonElement> OnlyQuestionAsync(this CrmFixture crm, string state = "open") => (await crm.ListAsync($"/questions?state={state}")).ShouldHaveSingleItem();
}
