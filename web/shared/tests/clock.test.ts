import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { serverNow, syncClock } from '../src/clock.ts';

beforeEach(() => { vi.useFakeTimers({ now: Date.parse('2026-03-02T07:00:00.000Z') }); });
afterEach(() => { vi.useRealTimers(); });

test('a_computer_that_is_three_minutes_slow_still_shows_the_servers_time', () => {
  syncClock('2026-03-02T07:03:00.000Z');
  expect(serverNow()).toBe(Date.parse('2026-03-02T07:03:00.000Z'));
  vi.advanceTimersByTime(5_000);
  expect(serverNow()).toBe(Date.parse('2026-03-02T07:03:05.000Z'));
});

test('a_time_that_cannot_be_read_changes_nothing', () => {
  syncClock('2026-03-02T07:03:00.000Z');
  syncClock('soon');
  expect(serverNow()).toBe(Date.parse('2026-03-02T07:03:00.000Z'));
});
