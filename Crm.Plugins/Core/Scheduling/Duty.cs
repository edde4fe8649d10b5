namespace Crm.Plugins.Core.Scheduling;

/// <summary>Something that has to be done again and again, by one node at a time; registered by the slice it belongs to.</summary>
/// <param name="Job">An <see cref="Quartz.IJob"/>; built anew for every run from the services.</param>
/// <param name="Name">Unique; names job and trigger.</param>
public sealed record Duty(Type Job, string Name, TimeSpan Every);
