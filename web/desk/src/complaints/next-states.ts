/** Where a complaint may go from each state. The host decides; this only keeps the list in the dialog short. */
const next: Record<string, readonly string[]> = {
  new: ['acknowledged'],
  acknowledged: ['triaged', 'investigating'],
  triaged: ['investigating'],
  investigating: ['waiting-customer', 'waiting-dealer', 'proposed', 'resolved'],
  'waiting-customer': ['investigating', 'proposed', 'resolved', 'closed'],
  'waiting-dealer': ['investigating', 'proposed', 'resolved'],
  proposed: ['accepted', 'rejected-by-customer', 'waiting-customer'],
  accepted: ['resolved'],
  'rejected-by-customer': ['investigating', 'proposed', 'closed'],
  resolved: ['closed', 'reopened'],
  closed: ['reopened'],
  reopened: ['investigating', 'triaged'],
};

export function nextStates(state: string): readonly string[] {
  return next[state] ?? [];
}
