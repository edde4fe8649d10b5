import { openStream } from '@crm/shared/sse.ts';
import { useCallback, useEffect, useState } from 'react';
import { streamUrl } from './sandbox.ts';
import type { Message } from './sandbox.ts';

const listeners = new Set<() => void>();
const pause = 150;
let stop: (() => void) | null = null;
let due: number | null = null;

/** Whether this news may change more than one chat: somebody was added, a card came, a code was made. */
export function isWide(event: string, data: string): boolean {
  return event === 'changed' || (event === 'message' && (JSON.parse(data) as Message).from === 'system');
}

/** A crowd makes a lot of news: all of a moment is told once. */
function tell() {
  due ??= window.setTimeout(() => {
    due = null;
    for (const listener of listeners) listener();
  }, pause);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  stop ??= openStream(streamUrl, {
    onEvent(event) { if (isWide(event.event, event.data)) tell(); },
    onStatus(status) { if (status === 'live') tell(); },
    onGap: tell,
  });
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stop?.();
    stop = null;
  };
}

export interface Live<T> {
  data: T | null;
  error: unknown;
  /** Does something and shows what came of it; true when it went well. */
  run(work: Promise<unknown>): Promise<boolean>;
  reload(): void;
}

/** What the sandbox says, asked again whenever something changed, and every so often where it tells of nothing. */
export function useLive<T>(load: () => Promise<T>, everyMs?: number): Live<T> {
  const [data, setData] = useState<T | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((known) => known + 1), []);
  useEffect(() => setData(null), [load]);
  useEffect(() => {
    let current = true;
    load().then((next) => { if (current) setData(next); }, (wrong: unknown) => { if (current) setError(wrong); });
    return () => { current = false; };
  }, [load, round]);
  useEffect(() => listen(reload), [reload]);
  useEffect(() => {
    if (everyMs === undefined) return;
    const timer = window.setInterval(reload, everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs, reload]);
  const run = useCallback((work: Promise<unknown>) => work.then(() => { setError(null); reload(); return true; }, (wrong: unknown) => { setError(wrong); return false; }), [reload]);
  return { data, error, run, reload };
}
