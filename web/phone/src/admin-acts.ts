import { call } from '@crm/shared/api.ts';
import { root } from './sandbox.ts';

/** One thing that shall go wrong: exactly one of code, http, slowMs and reset. */
export interface Fault {
  call?: string;
  percent?: number;
  times?: number;
  code?: number;
  http?: number;
  slowMs?: number;
  reset?: string;
}

export const switches = ['duplicateCallbacks', 'reorderCallbacks', 'duplicateMessages', 'emptyPage', 'suppressRepeatedMessages', 'welcomeBusy', 'consoleWelcome', 'misspellOptionIds'] as const;
export const shares = ['losePercent', 'duplicatePercent', 'reorderPercent', 'expiredCodePercent'] as const;
export const limits = ['callsPerMinute', 'mostParallelCalls', 'tokenLimit', 'pageSize'] as const;

export type Plan = { rates: Fault[]; next: Fault[] } & Record<(typeof switches)[number], boolean> & Record<(typeof shares)[number] | (typeof limits)[number], number>;

/** The ways a share of all calls can fail, each shown as one percentage. */
export const rateKinds = {
  busy: { code: -1 },
  tooOften: { code: 45009 },
  tooMany: { code: 45033 },
  gateway: { http: 502 },
  slow: { slowMs: 8000 },
  after: { reset: 'after' },
  before: { reset: 'before' },
} as const satisfies Record<string, Fault>;
export type RateKind = keyof typeof rateKinds;

const isKind = (rate: Fault, kind: RateKind) => (rate.call ?? '*') === '*' && Object.entries(rateKinds[kind]).every(([name, value]) => rate[name as keyof Fault] === value);

export const percentOf = (plan: Pick<Plan, 'rates'>, kind: RateKind): number => plan.rates.find((rate) => isKind(rate, kind))?.percent ?? 0;

/** The rates with this one changed; those of single calls, set elsewhere, stay as they are. */
export function withPercent(plan: Pick<Plan, 'rates'>, kind: RateKind, percent: number): Fault[] {
  const others = plan.rates.filter((rate) => !isKind(rate, kind));
  return percent > 0 ? [...others, { call: '*', percent, ...rateKinds[kind] }] : others;
}

export interface Clock {
  now: string;
  aheadSeconds: number;
}

export interface Load {
  running: boolean;
  crowd?: { kind: string; rate: number; seconds: number };
  last?: { sent: number; delivered: number; failed: number; medianMs: number; p99Ms: number; longestMs: number };
}

export interface Status {
  callbacks: { delivered: number; failed: number; running: number };
  tokenRequests: number;
  droppedMemberMessages: number;
}

const write = <T>(path: string, body: unknown, method: 'POST' | 'PUT' = 'POST') => call<T>(`${root}/${path}`, { method, body });
export const getPlan = (): Promise<Plan> => call(`${root}/faults`);
export const setPlan = (plan: Partial<Plan>) => write<Plan>('faults', plan, 'PUT');
export const clearFaults = () => write<unknown>('faults', {});
export const advance = (minutes: number) => write<Clock>('clock', { minutes });
export const startLoad = (kind: 'scans' | 'messages', rate: number, seconds: number) => write<unknown>('load', { kind, rate, seconds });
export const stopLoad = () => write<unknown>('load/stop', {});

export interface Platform {
  status: Status;
  clock: Clock;
  load: Load;
}

export const getPlatform = async (): Promise<Platform> => {
  const [status, clock, load] = await Promise.all([call<Status>(`${root}/status`), call<Clock>(`${root}/clock`), call<Load>(`${root}/load`)]);
  return { status, clock, load };
};
