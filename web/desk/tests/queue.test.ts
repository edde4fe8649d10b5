import type { Callback, SessionUser } from '@crm/shared/model.ts';
import { describe, expect, test } from 'vitest';
import { nextHint } from '../src/queue/next-hint.ts';
import { byDue, inView } from '../src/queue/views.ts';

const now = Date.parse('2026-03-02T07:00:00.000Z');
const minutes = (count: number) => new Date(now + count * 60_000).toISOString();

function callback(change: Partial<Callback> = {}): Callback {
  return {
    id: 'p1', customerId: 'c1', customerName: 'Wang Fang', phone: '+8613800138000', leadId: 'l1', complaintId: null, topic: 'test-drive',
    kind: 'asap', windowStart: minutes(-5), dueAt: minutes(5), timeZone: 'Asia/Shanghai', state: 'scheduled', outcome: null,
    ownerKind: 'desk', ownerId: null, ownerName: null, assignedTo: null, priority: 'normal', attemptCount: 0, nextAttemptAt: null,
    requestedAt: minutes(-5), keptAt: null, brokenAt: null, brokenReason: null, toldText: null, version: 1, ...change,
  };
}

const me: SessionUser = { id: 'u1', userName: 'agent', displayName: 'Li Na', role: 'agent', dealerId: null, locale: null };

describe('what to do next', () => {
  test.each<[string, Partial<Callback>, string]>([
    ['nobody_called_yet', {}, 'hint.callBefore'],
    ['the_time_is_over', { dueAt: minutes(-1) }, 'hint.lateCallNow'],
    ['a_slot_has_not_begun', { kind: 'slot', windowStart: minutes(30), dueAt: minutes(60) }, 'hint.callFrom'],
    ['a_colleague_took_it', { assignedTo: 'u2' }, 'hint.colleagueHasIt'],
    ['i_took_it', { assignedTo: 'u1' }, 'hint.callBefore'],
    ['a_colleague_took_it_and_is_late', { assignedTo: 'u2', dueAt: minutes(-1) }, 'hint.lateCallNow'],
    ['the_next_attempt_is_planned', { attemptCount: 1, nextAttemptAt: minutes(20) }, 'hint.callAgainAt'],
    ['the_next_attempt_is_due', { attemptCount: 1, nextAttemptAt: minutes(-1), dueAt: minutes(-10) }, 'hint.callAgainNow'],
    ['the_dealer_owns_it', { ownerKind: 'dealer' }, 'hint.dealerOwns'],
  ])('when_%s', (_, change, key) => {
    expect(nextHint(callback(change), me.id, now, 'desk').key).toBe(key);
  });

  test('a_dealer_is_told_when_the_desk_calls', () => {
    expect(nextHint(callback(), 'u9', now, 'dealer').key).toBe('hint.deskOwns');
    expect(nextHint(callback({ ownerKind: 'dealer' }), 'u9', now, 'dealer').key).toBe('hint.callBefore');
  });
});

test('the_most_pressing_comes_first_whatever_its_priority', () => {
  const rows = [callback({ id: 'b', dueAt: minutes(9), priority: 'high' }), callback({ id: 'a', dueAt: minutes(3) }), callback({ id: 'c', dueAt: minutes(9), requestedAt: minutes(-30) })];
  expect(rows.sort(byDue).map((row) => row.id)).toEqual(['a', 'c', 'b']);
});

test('the_views_divide_the_queue', () => {
  const mine = callback({ assignedTo: me.id });
  const free = callback();
  const late = callback({ ownerKind: 'dealer', dueAt: minutes(-1) });
  const members = (view: 'all' | 'mine' | 'free' | 'overdue') => [mine, free, late].filter((row) => inView(view, row, me, now));
  expect(members('all')).toHaveLength(3);
  expect(members('mine')).toEqual([mine]);
  expect(members('free')).toEqual([free]);
  expect(members('overdue')).toEqual([late]);
});

test('a_promise_is_not_overdue_at_the_very_moment_it_ends', () => {
  expect(inView('overdue', callback({ dueAt: minutes(0) }), me, now)).toBe(false);
});
