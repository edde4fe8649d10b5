import { describe, expect, test } from 'vitest';
import { clockText, remaining, stageOf, usedShare } from '../src/countdown.ts';

const window = { windowStart: '2026-03-02T07:00:00.000Z', dueAt: '2026-03-02T07:10:00.000Z' };
const at = (clock: string) => Date.parse(`2026-03-02T${clock}Z`);

describe('the stage of a ten-minute window', () => {
  test.each([
    ['06:59:59.999', 'early'],
    ['07:00:00.000', 'calm'],
    ['07:04:59.999', 'calm'],
    ['07:05:00.000', 'half'],
    ['07:07:59.999', 'half'],
    ['07:08:00.000', 'urgent'],
    ['07:10:00.000', 'urgent'],
    ['07:10:00.001', 'overdue'],
  ])('at_%s_is_%s', (clock, stage) => {
    expect(stageOf(window, at(clock))).toBe(stage);
  });
});

test('a_window_without_length_is_urgent_to_no_one_until_it_is_over', () => {
  const point = { windowStart: window.dueAt, dueAt: window.dueAt };
  expect(usedShare(point, at('07:09:00.000'))).toBe(0);
  expect(stageOf(point, at('07:10:01.000'))).toBe('overdue');
});

test('the_used_share_passes_one_when_late', () => {
  expect(usedShare(window, at('07:15:00.000'))).toBe(1.5);
});

describe('the time left', () => {
  test.each([
    ['07:05:55.000', '4:05'],
    ['07:09:59.001', '0:01'],
    ['07:10:00.000', '0:00'],
    ['07:10:30.000', '-0:30'],
    ['09:12:09.000', '-2:02:09'],
    ['05:07:51.000', '2:02:09'],
  ])('at_%s_reads_%s', (clock, text) => {
    expect(clockText(remaining(window.dueAt, at(clock)), 'd')).toBe(text);
  });

  test('over_a_day_away_names_the_days', () => {
    expect(clockText(remaining('2026-03-04T10:25:00.000Z', at('07:10:00.000')), 'd')).toBe('2d 03:15');
  });
});
