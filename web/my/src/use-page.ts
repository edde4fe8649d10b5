import { call } from '@crm/shared/api.ts';
import { syncClock } from '@crm/shared/clock.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { isOver, openPage, takeSecret } from './link.ts';
import type { MyPage } from '@crm/shared/my-types.ts';

const freshEvery = 15_000;

export interface OpenPage {
  page: MyPage | null;
  /** Why there is no page, or why the last change did not work. */
  error: unknown;
  /** True while something is being changed. */
  busy: boolean;
  change(path: string, body?: unknown): Promise<boolean>;
}

/** The customer's page, kept fresh without a reload; a session that ran out is opened again while the link is still known. */
export function usePage(): OpenPage {
  const [page, setPage] = useState<MyPage | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const secret = useRef<string | null | undefined>(undefined);

  const show = useCallback((next: MyPage) => {
    syncClock(next.serverTime);
    setPage(next);
  }, []);

  const ask = useCallback(async (path: string, body?: unknown): Promise<MyPage> => {
    const send = () => call<MyPage>(path, body === undefined ? {} : { method: 'POST', body });
    try {
      return await send();
    } catch (failure) {
      if (!isOver(failure) || !secret.current) throw failure;
      await openPage(secret.current);
      return send();
    }
  }, []);

  const refresh = useCallback(async () => {
    try {
      show(await ask('/api/my'));
      setError(null);
    } catch (failure) {
      setError(failure);
    }
  }, [ask, show]);

  useEffect(() => {
    const start = async () => {
      try {
        if (secret.current === undefined) secret.current = takeSecret();
        await openPage(secret.current);
        await refresh();
      } catch (failure) {
        setError(failure);
      }
    };
    void start();
    const timer = setInterval(() => { if (!document.hidden) void refresh(); }, freshEvery);
    const back = () => { if (!document.hidden) void refresh(); };
    document.addEventListener('visibilitychange', back);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', back);
    };
  }, [refresh]);

  const change = useCallback(async (path: string, body: unknown = {}) => {
    setBusy(true);
    try {
      show(await ask(`/api/my${path}`, body));
      setError(null);
      return true;
    } catch (failure) {
      setError(failure);
      return false;
    } finally {
      setBusy(false);
    }
  }, [ask, show]);

  return { page, error, busy, change };
}
