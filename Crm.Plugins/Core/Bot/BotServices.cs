using Crm.Plugins.Core.Bot.Slots;
using Crm.Plugins.Core.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Plugins.Core.Bot;

/// <summary>The bot: its questions, what it does with the answers, and its clock.</summary>
public static class BotServices
{
    public static IServiceCollection AddBot(this IServiceCollection services)
    {
        services.AddSingleton<BotStates>().AddSingleton<IStepHandler, BotClock>();
        services.AddSingleton<ISlot, ModelSlot>().AddSingleton<ISlot, HorizonSlot>().AddSingleton<ISlot, VisitSlot>().AddSingleton<ISlot, WhenSlot>();
        services.AddSingleton<ISlot, PhoneSlot>().AddSingleton<ISlot, ConsentSlot>();
        services.AddSingleton<ISlot, StorySlot>().AddSingleton<ISlot, CarSlot>().AddSingleton<ISlot, PhotosSlot>();
        services.AddSingleton<Speak>().AddSingleton<FinishForm>().AddSingleton<RunForm>().AddSingleton<Interrupt>();
        services.AddSingleton<AskContact>().AddSingleton<Express>().AddSingleton<TakeFile>().AddSingleton<ShowStatus>().AddSingleton<SmallTalk>();
        services.AddSingleton<AnswerMessage>();
        services.TryAddSingleton<IQuestionAnswers, NoAnswers>();
        return services;
    }
}
