import { translator } from '@crm/shared/i18n.tsx';
import { describe, expect, test } from 'vitest';
import { withoutDetails } from '../src/anonymous.ts';
import { recall, remember } from '../src/memory.ts';
import type { Remembered } from '../src/memory.ts';
import { countText, fromFacts } from '../src/promise-facts.ts';
import { inkOn } from '../src/theme.ts';

const zh = '\u6211\u53eb\u738b\u82b3\uff0c';

describe('who did not agree', () => {
  test.each([
    ['13800138000', '***'],
    ['call +86 138-0013-8000 please', 'call *** please'],
    [`${zh}13800138000`, `${zh}***`],
    ['wang.fang@example.com', '***'],
    ['LSVAA4182E2123456', '***'],
    ['(021) 5555 0101', '(021) ***'],
    [`${zh}13800138000${zh}`.replaceAll('\uff0c', ''), `${zh}***${zh}`.replaceAll('\uff0c', '')],
  ])('sends_%s_as_%s', (text, sent) => expect(withoutDetails(text)).toBe(sent));

  test.each(['What does the ID.4 cost in 2026?', 'about 250000 in total', '12000 km since 2024'])('still_asks_%s', (text) => expect(withoutDetails(text)).toBe(text));
});

describe('what a tab remembers', () => {
  const shelf = () => {
    const values = new Map<string, string>();
    return { getItem: (name: string) => values.get(name) ?? null, setItem: (name: string, value: string) => void values.set(name, value), removeItem: (name: string) => void values.delete(name) } as unknown as Storage;
  };
  const chat: Remembered = { token: 't', conversationId: 'c', userId: 'dl_1', path: '/v3/directline', given: true };

  test('is_the_conversation_of_this_window_until_it_is_over', () => {
    const storage = shelf();
    remember('ck_1', chat, storage);
    expect(recall('ck_1', storage)).toEqual(chat);
    expect(recall('ck_2', storage)).toBeNull();
    remember('ck_1', null, storage);
    expect(recall('ck_1', storage)).toBeNull();
  });

  test('is_nothing_where_it_was_spoiled_or_forbidden', () => {
    const spoiled = shelf();
    spoiled.setItem('crm.chat.ck_1', '{"token":"t"}');
    expect(recall('ck_1', spoiled)).toBeNull();
    const forbidden = { getItem: () => { throw new Error('denied'); }, setItem: () => { throw new Error('denied'); } } as unknown as Storage;
    expect(recall('ck_1', forbidden)).toBeNull();
    expect(() => remember('ck_1', chat, forbidden)).not.toThrow();
  });
});

describe('the card of a promise', () => {
  const slot = fromFacts({ id: 'p', windowStart: '2026-03-02T07:00:00Z', dueAt: '2026-03-02T07:30:00Z', timeZone: 'Asia/Shanghai', state: 'scheduled' });
  const soon = fromFacts({ id: 'p', windowStart: '2026-03-02T02:00:00Z', dueAt: '2026-03-02T02:10:00Z', timeZone: 'Asia/Shanghai', state: 'scheduled' });
  const en = translator('en');

  test('counts_down_to_the_beginning_of_a_slot_and_inside_it_to_its_end', () => {
    expect(countText(slot, en, Date.parse('2026-03-02T06:55:00Z'))).toBe('Begins in 5:00');
    expect(countText(slot, en, Date.parse('2026-03-02T07:10:00Z'))).toBe('Within 20:00');
  });

  test('says_how_late_it_is_and_offers_nothing_it_has_not_asked_for', () => {
    expect(countText(soon, en, Date.parse('2026-03-02T02:11:30Z'))).toBe('Late by 1:30');
    expect([soon.canMove, soon.canCancel, soon.canDispute]).toEqual([false, false, false]);
  });
});

test.each([['#0b6a5d', '#ffffff'], ['#ffee00', '#000000'], ['#000000', '#ffffff'], ['#ffffff', '#000000']])('on_%s_the_words_are_%s', (color, ink) => expect(inkOn(color)).toBe(ink));
