/** What became of promises, best first: the order of the bars and of the legend. */
export const parts = [
  { name: 'keptConnected', outcome: 'kept-connected' },
  { name: 'keptInbound', outcome: 'kept-inbound' },
  { name: 'keptAttempted', outcome: 'kept-attempted' },
  { name: 'brokenLate', outcome: 'broken-late' },
  { name: 'brokenMissed', outcome: 'broken-missed' },
  { name: 'disputed', outcome: 'disputed' },
] as const;
