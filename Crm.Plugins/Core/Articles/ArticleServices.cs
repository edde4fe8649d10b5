using Crm.Plugins.Core.Bot;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.LanguageModels;
using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins.Core.Articles;

/// <summary>What the bot knows, what it could not answer, and the language model that may help it read.</summary>
public static class ArticleServices
{
    public static IServiceCollection AddArticles(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection("Crm:Articles").Get<ArticleOptions>() ?? new ArticleOptions());
        services.AddSingleton((configuration.GetSection("Crm:Bot:LanguageModel").Get<LanguageModelOptions>() ?? new LanguageModelOptions()).Checked());
        services.AddSingleton<PersonalWords>().AddSingleton<ArticleLibrary>().AddSingleton<ArticleWords>();
        services.AddSingleton<AnswerQuestion>().AddSingleton<IQuestionAnswers, AnswersForBot>();
        services.AddSingleton<ChangeArticle>().AddSingleton<SettleQuestion>().AddSingleton<IStepHandler, TellAskers>();
        return services.AddSingleton<LanguageModel>().AddSingleton<ReadText>().AddSingleton<ReadAhead>();
    }

    public static void MapArticles(this RouteGroupBuilder api)
    {
        ArticleEndpoints.Map(api);
        QuestionEndpoints.Map(api);
        api.MapGet("/language-model", (LanguageModel model, Caller caller) =>
        {
            caller.MustBe(Role.Admin, Role.Lead);
            return model.State();
        }).WithTags("language-model");
    }
}
