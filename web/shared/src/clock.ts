import { useSyncExternalStore } from 'react';

/** How far the server's clock is ahead of this computer's, in milliseconds. */
let offset = 0;
let tick = Math.floor(Date.now() / 1000);
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** Promises are judged by the server's clock, so countdowns must run on it too. */
export function syncClock(serverTime: string, receivedAt: number = Date.now()): void {
  const server = Date.parse(serverTime);
  if (!Number.isNaN(server)) offset = server - receivedAt;
}

export function serverNow(): number {
  return Date.now() + offset;
}

/** Fires right after each full second of the server's clock, so all countdowns change together. */
function schedule(): void {
  timer = setTimeout(() => {
    tick = Math.floor(serverNow() / 1000);
    for (const listener of listeners) listener();
    schedule();
  }, 1000 - (((serverNow() % 1000) + 1000) % 1000) + 5);
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    tick = Math.floor(serverNow() / 1000);
    schedule();
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== undefined) clearTimeout(timer);
  };
}

/** The server's time in milliseconds, whole seconds; the component is drawn again every second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => tick) * 1000;
}

/** The same, but the component is drawn again only when `pick` answers something else. */
export function useNowPart<T extends string | number | boolean>(pick: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => pick(tick * 1000));
}
