using Crm.Plugins.Contract;

namespace Crm.Plugins.Core.Outbox;

/// <summary>What plugins can be asked, each question through the plugin's barrier; the host implements it over its catalog.</summary>
public interface IPluginReads
{
    /// <summary>All accounts of the started plugins on this node.</summary>
    IReadOnlyList<(string Channel, ChannelAccount Account)> Accounts { get; }

    /// <summary>Whether a started plugin offers this read interface, such as <see cref="IContactReads"/>.</summary>
    bool Offers<TReads>(string channel)
        where TReads : class;

    /// <summary>The first started plugin of this node that offers it; null where none does.</summary>
    string? Offering<TReads>()
        where TReads : class;

    /// <exception cref="ChannelReadException">The platform could not answer, or the plugin failed (<c>plugin-failed</c>, to be asked again).</exception>
    Task<TAnswer> AskAsync<TReads, TAnswer>(string channel, Func<TReads, CancellationToken, Task<TAnswer>> ask, CancellationToken cancellationToken)
        where TReads : class;
}
