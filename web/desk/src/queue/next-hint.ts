import type { Key } from '@crm/shared/i18n.tsx';
import type { Callback } from '@crm/shared/model.ts';

export interface Hint {
  key: Key;
  /** An instant to put in place of {time}. */
  at?: string;
}

/** The one thing to do next, said in a sentence. */
export function nextHint(callback: Callback, userId: string, now: number, own: 'desk' | 'dealer'): Hint {
  const late = now > Date.parse(callback.dueAt);
  const retry = callback.nextAttemptAt;
  if (callback.topic === 'reply') return { key: late ? 'hint.replyNow' : 'hint.replyBefore', at: callback.dueAt };
  if (callback.ownerKind !== own) return { key: own === 'desk' ? 'hint.dealerOwns' : 'hint.deskOwns', at: callback.dueAt };
  if (retry && Date.parse(retry) > now) return { key: 'hint.callAgainAt', at: retry };
  if (callback.attemptCount > 0) return { key: 'hint.callAgainNow' };
  if (late) return { key: 'hint.lateCallNow', at: callback.dueAt };
  if (callback.kind === 'slot' && now < Date.parse(callback.windowStart)) return { key: 'hint.callFrom', at: callback.windowStart };
  if (own === 'desk' && callback.assignedTo && callback.assignedTo !== userId) return { key: 'hint.colleagueHasIt', at: callback.dueAt };
  return { key: 'hint.callBefore', at: callback.dueAt };
}
