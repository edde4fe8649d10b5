import { expect, test } from 'vitest';
import { merge } from '../src/use-phone.ts';

test('what_comes_twice_is_shown_once_in_its_newest_state_and_its_old_place', () => {
  const known = [{ seq: 1, failed: false }, { seq: 2, failed: false }];
  expect(merge(known, [{ seq: 3, failed: false }, { seq: 1, failed: true }])).toEqual([
    { seq: 1, failed: true },
    { seq: 2, failed: false },
    { seq: 3, failed: false },
  ]);
});
