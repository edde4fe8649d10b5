import { afterEach, expect, test, vi } from 'vitest';
import { StreamParser, openStream } from '../src/sse.ts';
import type { StreamEvent } from '../src/sse.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('an_event_cut_into_pieces_arrives_once_and_whole', () => {
  const parser = new StreamParser();
  const events = ['id: 7\nev', 'ent: callback.kept\r\ndata: {"seq"', ':7}\n', '\n: still here\n\n'].flatMap((chunk) => parser.feed(chunk));
  expect(events).toEqual([{ id: '7', event: 'callback.kept', data: '{"seq":7}' }]);
});

test('several_data_lines_are_one_text_and_an_id_stays_until_the_next', () => {
  const parser = new StreamParser();
  expect(parser.feed('id: 1\ndata: a\ndata: b\n\ndata: c\n\n')).toEqual([
    { id: '1', event: 'message', data: 'a\nb' },
    { id: '1', event: 'message', data: 'c' },
  ]);
});

test('a_broken_stream_is_resumed_after_the_last_event_seen', async () => {
  vi.useFakeTimers();
  const resumedFrom: (string | null)[] = [];
  const bodies = ['id: 41\ndata: {}\n\n', 'id: 42\ndata: {}\n\n'];
  vi.stubGlobal('fetch', vi.fn((_: string, init: RequestInit) => {
    resumedFrom.push(new Headers(init.headers).get('Last-Event-ID'));
    return Promise.resolve(new Response(bodies[resumedFrom.length - 1] ?? ''));
  }));
  const seen: StreamEvent[] = [];
  let gaps = 0;
  const stop = openStream('/api/v1/events', { onEvent: (event) => seen.push(event), onStatus: () => undefined, onGap: () => { gaps += 1; } });
  await vi.advanceTimersByTimeAsync(3_500);
  stop();
  expect(resumedFrom.slice(0, 3)).toEqual([null, '41', '42']);
  expect(seen.map((event) => event.id)).toEqual(['41', '42']);
  expect(gaps, 'only the very first connection cannot know what it missed').toBe(1);
});

test('a_place_the_server_no_longer_knows_is_a_gap', async () => {
  vi.useFakeTimers();
  const answers = [new Response('id: 3\ndata: {}\n\n'), new Response(null, { status: 410 }), new Response('')];
  vi.stubGlobal('fetch', vi.fn(() => Promise.resolve(answers.shift() ?? new Response(''))));
  let gaps = 0;
  const stop = openStream('/api/v1/events', { onEvent: () => undefined, onStatus: () => undefined, onGap: () => { gaps += 1; } });
  await vi.advanceTimersByTimeAsync(3_500);
  stop();
  expect(gaps).toBe(2);
});

test('a_refused_stream_is_not_asked_for_again', async () => {
  vi.useFakeTimers();
  const ask = vi.fn(() => Promise.resolve(new Response(null, { status: 401 })));
  vi.stubGlobal('fetch', ask);
  const statuses: string[] = [];
  openStream('/api/v1/events', { onEvent: () => undefined, onStatus: (status) => statuses.push(status), onGap: () => undefined });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(statuses.at(-1)).toBe('refused');
});
