import { expect, test } from 'vitest';
import { percentOf, withPercent } from '../src/admin-acts.ts';
import { isPicture, tile } from '../src/customer-acts.ts';
import { isWide } from '../src/news.ts';
import { answers, pick } from '../src/staff-acts.ts';

test('a_percentage_changes_its_own_rate_and_leaves_those_of_single_calls', () => {
  const plan = { rates: [{ call: 'kf/send_msg', percent: 2, code: -1 }, { call: '*', percent: 5, code: -1 }, { call: '*', percent: 1, http: 502 }] };
  expect(percentOf(plan, 'busy')).toBe(5);
  expect(percentOf(plan, 'slow')).toBe(0);
  const changed = { rates: withPercent(plan, 'busy', 30) };
  expect(percentOf(changed, 'busy')).toBe(30);
  expect(changed.rates).toContainEqual({ call: 'kf/send_msg', percent: 2, code: -1 });
  expect(withPercent(changed, 'gateway', 0)).toHaveLength(2);
});

test('a_press_sends_each_questions_choice_and_the_first_where_nothing_was_touched', () => {
  const options = [{ key: 'busy', text: 'Busy' }, { key: 'far', text: 'Too far' }];
  const card = { questions: [{ key: 'reason', title: '', options }, { key: 'other', title: '', options }, { key: 'none', title: '', options: [] }] };
  expect(answers(card, { reason: 'far' })).toEqual({ reason: ['far'], other: ['busy'] });
});

test('the_member_chosen_last_is_kept_while_they_are_there', () => {
  const member = (id: string) => ({ id, openCards: 0, openTasks: 0 });
  const corps = ['a', 'b'].map((id) => ({ id, name: id, shareConfirmed: true, isShared: false, members: [member('x')] }));
  expect(pick(corps, 'b/x')).toEqual({ corp: 'b', member: 'x' });
  expect(pick(corps, 'c/gone')).toEqual({ corp: 'a', member: 'x' });
  expect(pick([], 'a/x')).toBeNull();
});

test('a_tile_is_the_same_for_the_same_code_and_another_for_another', () => {
  expect(tile('abc')).toEqual(tile('abc'));
  expect(tile('abc')).not.toEqual(tile('abd'));
  expect(tile('abc')).toHaveLength(17 * 17);
});

test('only_a_media_id_is_shown_as_a_picture', () => {
  expect(isPicture({ kind: 'image', text: 'aB3_-'.repeat(10) })).toBe(true);
  expect(isPicture({ kind: 'image', text: 'https://wework.qpic.cn/x' })).toBe(false);
  expect(isPicture({ kind: 'text', text: 'aB3_-'.repeat(10) })).toBe(false);
});

test('lists_are_read_again_after_changes_and_events_but_not_for_every_word', () => {
  expect(isWide('changed', '{}')).toBe(true);
  expect(isWide('message', '{"from":"system"}')).toBe(true);
  expect(isWide('message', '{"from":"customer"}')).toBe(false);
  expect(isWide('sms', '{}')).toBe(false);
});
