import { expect, test } from 'vitest';
import { staleKeys } from '../src/live.ts';

const names = (keys: string[][]) => keys.map((key) => key.join('/'));

test('a_callback_event_refreshes_the_queue_the_callback_the_person_and_the_numbers', () => {
  const keys = names(staleKeys({ type: 'callback.kept', callbackId: 'p1', customerId: 'c1' }));
  expect(keys).toEqual(expect.arrayContaining(['callbacks', 'callback/p1', 'customer/c1', 'timeline/c1', 'callback-summary']));
  expect(keys).not.toContain('plugins');
});

test('an_assignment_event_refreshes_the_dealers_page', () => {
  expect(names(staleKeys({ type: 'offer.opened', leadId: 'l1', dealerId: 'd1' }))).toEqual(expect.arrayContaining(['offers', 'leads', 'lead/l1']));
});

test('an_event_about_nothing_we_show_refreshes_nothing', () => {
  expect(staleKeys({ type: 'token.created' })).toEqual([]);
});

test('a_change_of_hands_refreshes_the_chats_and_a_nudge_the_alerts', () => {
  expect(staleKeys({ type: 'session.changed', conversationId: 'c1' })).toContainEqual(['chats']);
  expect(staleKeys({ type: 'conversation.message', conversationId: 'c1' })).toContainEqual(['chats']);
  expect(staleKeys({ type: 'session.nudged', conversationId: 'c1' })).toContainEqual(['alerts']);
  expect(staleKeys({ type: 'callback.scheduled', callbackId: 'p1' })).not.toContainEqual(['chats']);
});
