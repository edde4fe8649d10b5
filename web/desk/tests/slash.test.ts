import type { CannedReply } from '@crm/shared/model.ts';
import { describe, expect, test } from 'vitest';
import { inserted, matching, slashWord } from '../src/customer/slash.ts';

const reply = (shortcut: string, title: string, filled: string): CannedReply => ({ id: shortcut, owner: 'own', shortcut, title, texts: {}, filled, mayChange: true, version: 1 });
const replies = [reply('bye', 'Goodbye', 'See you'), reply('hours', 'Opening hours', 'We are here 9 to 18'), reply('hi', 'Greeting', 'Hello Wang')];

describe('a slash in the composer', () => {
  test('is found at the beginning and after a blank, up to the caret', () => {
    expect(slashWord('/hi', 3)).toEqual({ from: 0, word: 'hi' });
    expect(slashWord('Hello /b there', 8)).toEqual({ from: 6, word: 'b' });
    expect(slashWord('/', 1)).toEqual({ from: 0, word: '' });
  });

  test('inside an address or a date is none', () => {
    expect(slashWord('https://example.com', 19)).toBeNull();
    expect(slashWord('3/4', 3)).toBeNull();
    expect(slashWord('/hi there', 9)).toBeNull();
  });

  test('finds by shortcut first, then by title and text', () => {
    expect(matching(replies, 'h').map((found) => found.id)).toEqual(['hours', 'hi']);
    expect(matching(replies, 'greet').map((found) => found.id)).toEqual(['hi']);
    expect(matching(replies, 'wang').map((found) => found.id)).toEqual(['hi']);
    expect(matching(replies, 'nothing')).toEqual([]);
    expect(matching(replies, '')).toHaveLength(3);
  });

  test('is replaced by the sentence and nothing else', () => {
    expect(inserted('Well, /hi and more', { from: 6, word: 'hi' }, 'Hello Wang')).toBe('Well, Hello Wang and more');
  });
});
