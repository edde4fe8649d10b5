using Crm.Plugins.Contract;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Articles;

/// <summary>A customer asks in the chat: what is answered, what is asked back, what is kept, and who hears later.</summary>
public sealed class QuestionTests
{
    [Theory, OnEachDatabase]
    public async Task A_question_with_an_approved_answer_is_answered_at_once_and_promises_nothing(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var id = await crm.ArticleAsync();
        var said = (await crm.SayAsync("li", "你好，ID.4首保多少钱？")).ShouldHaveSingleItem();
        (said.Notice, said.Channel).ShouldBe(("article-answer", CrmFixture.Chat));
        said.Text.ShouldContain("380元");
        said.Text.ShouldContain("2026年售后价目表");
        (await crm.CountAsync("select count(*) from promise")).ShouldBe(0);
        (await crm.ListAsync("/questions")).ShouldBeEmpty();
        (await crm.GetAsync($"/articles/{id}")).GetProperty("answered").GetInt64().ShouldBe(1);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task Where_it_depends_on_the_model_the_customer_is_asked_and_the_name_alone_is_the_answer(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.ArticleAsync();
        await crm.ArticleAsync(Library.Draft("ID.6", answer: "首次保养含工时450元。"));
        await crm.ArticleAsync(Library.Draft("Lavida", answer: "首次保养免费。"));
        var which = (await crm.SayAsync("li", "首保多少钱")).ShouldHaveSingleItem();
        which.Notice.ShouldBe("article-which-vehicle");
        which.Text.ShouldContain("ID.4");
        which.Text.ShouldContain("ID.6");
        which.Text.ShouldContain("朗逸", customMessage: "a Chinese customer knows no Lavida");
        (await crm.SayAsync("li", "ID.6 X")).ShouldHaveSingleItem().Text.ShouldContain("450元");
    }

    [Theory, OnEachDatabase]
    public async Task The_model_named_too_late_is_no_answer_any_more(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.ArticleAsync();
        (await crm.SayAsync("li", "首保多少钱")).ShouldHaveSingleItem().Notice.ShouldBe("article-which-vehicle");
        crm.Time.Advance(TimeSpan.FromHours(2));
        (await crm.SayAsync("li", "ID.4")).ShouldHaveSingleItem().Notice.ShouldNotBe("article-answer");
    }

    [Theory, OnEachDatabase]
    public async Task Another_models_answer_is_never_given_a_person_looks_at_it_by_a_told_time(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.ArticleAsync();
        var said = await crm.SayAsync("li", "朗逸首保多少钱");
        said.Select(one => one.Notice).ShouldBe(["question-unknown", "human-soon"]);
        said.ShouldNotContain(one => one.Text.Contains("380"));
        var promise = (await crm.ListAsync("/callbacks?state=open")).ShouldHaveSingleItem();
        promise.Text("toldText").ShouldBe(said[1].Text, "the time that was told is a promise with a clock");
        var question = await crm.OnlyQuestionAsync();
        (question.Text("text"), question.Text("series"), question.Text("reason"), question.Text("asked")).ShouldBe(("朗逸首保多少钱", "Lavida", "other-vehicle", "1"));
        (await crm.ListAsync("/conversations")).ShouldHaveSingleItem().Text("state").ShouldBe("waiting");
    }

    [Theory, OnEachDatabase]
    public async Task Similar_questions_are_one_row_with_a_count_and_personal_data_is_masked_P07(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "我叫李小龙，后备箱能放婴儿车吗");
        await crm.SayAsync("wang", "请问后备箱能放婴儿车吗？");
        await crm.SayAsync("zhao", "后备箱能放婴儿车吗 车牌沪A12345");
        await crm.SayAsync("sun", "车机能装地图吗");
        var questions = await crm.ListAsync("/questions?state=open");
        questions.Select(question => question.Text("asked")).ShouldBe(["1", "3"]);
        var detail = await crm.GetAsync($"/questions/{questions[1].Text("id")}");
        detail.GetProperty("asks").GetArrayLength().ShouldBe(3);
        (await crm.TextAsync("select string_agg(text, '|') from question_ask")).ShouldNotContain("小龙");
        (await crm.TextAsync("select string_agg(text, '|') from question_ask")).ShouldNotContain("12345");
    }

    [Theory, OnEachDatabase]
    public async Task Small_talk_and_wishes_fill_no_work_list(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        foreach (var text in new List<string> { "你好", "谢谢", "哈哈", "转人工", "😀😀", "嗯嗯嗯", "我想预约保养", "我想试驾" }) await crm.SayAsync(text, text);
        (await crm.ListAsync("/questions")).ShouldBeEmpty();
    }

    [Theory, OnEachDatabase]
    public async Task Whoever_asked_is_told_once_when_the_answer_is_approved(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "ID.4首保多少钱？");
        await crm.SayAsync("li", "ID.4首保多少钱？");
        var question = await crm.OnlyQuestionAsync();
        var article = (await crm.DraftAsync(Library.Draft(question: question.Text("id")))).Text("id");
        (await crm.OnlyQuestionAsync("drafted")).Text("articleId").ShouldBe(article);
        await crm.RunStepsAsync();
        var before = (await crm.SaidAsync()).Count;

        crm.Time.Advance(TimeSpan.FromHours(1));
        await crm.ApproveAsync(article);
        await crm.RunStepsAsync();
        var later = (await crm.SaidAsync()).Skip(before).Where(said => said.Notice == "article-answer-later").ShouldHaveSingleItem();
        later.Text.ShouldContain("首保多少钱");
        later.Text.ShouldContain("380元");
        (await crm.OnlyQuestionAsync("answered")).Text("articleId").ShouldBe(article);
        (await crm.GetAsync($"/questions/{question.Text("id")}")).GetProperty("asks").EnumerateArray().Select(ask => ask.Text("told")).ShouldContain("said");

        await crm.PostAsync($"/articles/{article}/retire", null, Library.Lead);
        await crm.RunStepsAsync();
        (await crm.SaidAsync()).Count(said => said.Notice == "article-answer-later").ShouldBe(1);
        await crm.NothingIsLostAsync();
    }

    [Theory, OnEachDatabase]
    public async Task Who_asked_too_long_ago_or_is_with_an_agent_is_left_in_peace(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "ID.4首保多少钱？");
        await crm.AdvanceAsync(TimeSpan.FromHours(49));
        await crm.SayAsync("wang", "ID.4首保多少钱？");
        var conversation = (await crm.ListAsync("/conversations")).Single(one => one.Text("state") == "waiting").Text("id");
        (await crm.PostAsync($"/conversations/{conversation}/session/take")).Status.ShouldBe(200);
        var question = await crm.OnlyQuestionAsync();
        var article = (await crm.DraftAsync(Library.Draft(question: question.Text("id")))).Text("id");
        await crm.ApproveAsync(article);
        await crm.RunStepsAsync();
        (await crm.SaidAsync()).ShouldNotContain(said => said.Notice == "article-answer-later");
        (await crm.GetAsync($"/questions/{question.Text("id")}")).GetProperty("asks").EnumerateArray().Select(ask => ask.Text("told")).ShouldBe(["with-agent", "too-late"]);
    }

    [Theory, OnEachDatabase]
    public async Task A_question_linked_to_an_article_teaches_it_these_words(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var article = await crm.ArticleAsync();
        await crm.SayAsync("li", "ID.4头一回去店里做检查那次要掏几块？");
        var question = await crm.OnlyQuestionAsync();
        (await crm.CodeAsync($"/questions/{question.Text("id")}/link", new { articleId = article }, CrmFixture.Agent)).ShouldBe("forbidden");
        var other = await crm.ArticleAsync(Library.Draft("ID.6"));
        (await crm.CodeAsync($"/questions/{question.Text("id")}/link", new { articleId = other }, Library.Lead)).ShouldBe("other-vehicle");
        var (status, body) = await crm.PostAsync($"/questions/{question.Text("id")}/link", new { articleId = article }, Library.Lead);
        (status, body.GetProperty("question").Text("state")).ShouldBe((200, "answered"));
        await crm.RunStepsAsync();
        (await crm.SaidAsync())[^1].Notice.ShouldBe("article-answer-later");
        (await crm.SayAsync("wang", "ID.4头一回去店里做检查那次要掏几块")).ShouldHaveSingleItem().Notice.ShouldBe("article-answer");
    }

    [Theory, OnEachDatabase]
    public async Task A_dismissed_question_needs_a_reason_and_does_not_come_back_by_itself(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "你们老板叫什么名字？");
        var id = (await crm.OnlyQuestionAsync()).Text("id");
        (await crm.CodeAsync($"/questions/{id}/dismiss", new { reason = " " }, CrmFixture.Agent)).ShouldBe("reason-needed");
        (await crm.PostAsync($"/questions/{id}/dismiss", new { reason = "与车无关" })).Status.ShouldBe(200);
        (await crm.CodeAsync($"/questions/{id}/dismiss", new { reason = "又一次" }, CrmFixture.Agent)).ShouldBe("question-settled");
        await crm.SayAsync("wang", "你们老板叫什么名字？");
        (await crm.ListAsync("/questions?state=open")).ShouldBeEmpty();
        (await crm.OnlyQuestionAsync("dismissed")).Text("asked").ShouldBe("2");
        (await crm.PostAsync($"/questions/{id}/reopen")).Status.ShouldBe(200);
        (await crm.OnlyQuestionAsync()).Text("id").ShouldBe(id);
    }

    [Theory, OnEachDatabase]
    public async Task A_draft_that_is_retired_gives_its_question_back(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await crm.SayAsync("li", "ID.4首保多少钱？");
        var question = (await crm.OnlyQuestionAsync()).Text("id");
        var article = (await crm.DraftAsync(Library.Draft(question: question))).Text("id");
        (await crm.CodeAsync("/articles", Library.Draft(question: question), CrmFixture.Agent)).ShouldBe("question-settled", "two people must not write the same answer");
        await crm.PostAsync($"/articles/{article}/retire", new { reason = "写错了" }, Library.Lead);
        (await crm.OnlyQuestionAsync()).Text("id").ShouldBe(question);
    }

    [Theory, OnEachDatabase]
    public async Task The_same_new_question_on_two_nodes_is_one_row(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        await using var other = crm.AnotherNode();
        if (other is null) return;
        await Task.WhenAll(crm.SayAsync("li", "后备箱能放婴儿车吗"), other.ReceiveAsync(other.Item("wang", InboundKind.Message, "后备箱能放婴儿车吗", "another-key")));
        (await crm.TextAsync("select coalesce(max(fault), '') from inbox")).ShouldBe("");
        (await crm.OnlyQuestionAsync()).Text("asked").ShouldBe("2");
    }
}
