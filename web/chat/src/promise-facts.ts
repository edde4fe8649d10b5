import { clockText, remaining } from '@crm/shared/countdown.ts';
import type { Translate } from '@crm/shared/i18n.tsx';
import type { MyPromise } from '@crm/shared/my-types.ts';
import type { PromiseFacts } from './webchat.ts';

/** What was told, until the promise itself has been asked for. */
export function fromFacts(facts: PromiseFacts): MyPromise {
  const length = Date.parse(facts.dueAt) - Date.parse(facts.windowStart);
  return {
    id: facts.id, topic: 'callback', kind: length === 1_800_000 ? 'slot' : 'asap', state: facts.state === 'scheduled' ? 'waiting' : 'ended',
    windowStart: length === 1_800_000 ? facts.windowStart : null, dueAt: facts.dueAt, timeZone: facts.timeZone, car: null, leadId: null, dealer: null,
    person: null, callsFrom: null, movesLeft: 0, canMove: false, canCancel: false, canDispute: false,
  };
}

/** A slot counts down to its beginning, and inside it to its end. */
export function countText(promise: Pick<MyPromise, 'windowStart' | 'dueAt'>, t: Translate, now: number): string {
  const ahead = promise.windowStart !== null && now < Date.parse(promise.windowStart);
  const left = remaining(ahead ? promise.windowStart! : promise.dueAt, now);
  return `${left.late ? t('my.lateBy') : ahead ? t('my.beginsIn') : t('my.within')} ${clockText({ ...left, late: false }, t('my.dayMark'))}`;
}
