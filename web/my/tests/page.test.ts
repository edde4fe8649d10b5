import { translator } from '@crm/shared/i18n.tsx';
import { describe, expect, test } from 'vitest';
import { takeSecret } from '../src/link.ts';
import { byDay, whenText } from '@crm/shared/my-words.ts';

const zone = 'Asia/Shanghai';
const now = Date.parse('2026-03-02T02:00:00Z');

describe('the link', () => {
  const at = (hash: string) => ({ hash, pathname: '/my/', search: '' }) as Location;

  test('its_secret_leaves_the_address_bar_as_soon_as_it_was_read', () => {
    const shown: string[] = [];
    const history = { replaceState: (_: unknown, __: string, url: string) => shown.push(url) } as unknown as History;
    expect(takeSecret(at('#abc_-123'), history)).toBe('abc_-123');
    expect(shown).toEqual(['/my/']);
  });

  test('without_one_nothing_is_touched', () => {
    const history = { replaceState: () => { throw new Error('touched'); } } as unknown as History;
    expect(takeSecret(at(''), history)).toBeNull();
  });
});

describe('when a call comes', () => {
  test.each([
    ['zh-CN', null, '2026-03-02T02:10:00Z', '今天10:10 前'],
    ['en', null, '2026-03-02T02:10:00Z', 'today by 10:10'],
    ['en', '2026-03-02T07:00:00Z', '2026-03-02T07:30:00Z', 'today 15:00 to 15:30'],
    ['en', '2026-03-03T01:00:00Z', '2026-03-03T01:30:00Z', 'Tue, Mar 3, 09:00 to 09:30'],
    ['zh-CN', '2026-03-03T01:00:00Z', '2026-03-03T01:30:00Z', '3月3日周二 09:00 至 09:30'],
  ] as const)('in_%s_from_%s_to_%s_it_is_said_in_the_zone_of_the_promise', (locale, windowStart, dueAt, said) => {
    expect(whenText({ windowStart, dueAt, timeZone: zone }, translator(locale), now)).toBe(said);
  });
});

test('slots_stand_by_the_day_of_their_zone_in_order', () => {
  const slot = (start: string) => ({ start, end: start });
  const days = byDay([slot('2026-03-02T07:00:00Z'), slot('2026-03-02T15:30:00Z'), slot('2026-03-02T16:00:00Z')], zone);
  expect(days.map(([day, slots]) => [day, slots.length])).toEqual([['2026-03-02', 2], ['2026-03-03', 1]]);
});
