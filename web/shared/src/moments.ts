import { useEffect, useRef } from 'react';
import type { CrmEvent } from './model.ts';

/** An event as it came, with whatever its kind carries besides. */
export type Moment = Partial<CrmEvent> & Record<string, unknown>;

const listeners = new Set<(moment: Moment) => void>();

/** Something of the event stream that is worth a sound or a sign, beside the answers it makes stale. */
export function heard(moment: Moment): void {
  for (const listener of listeners) listener(moment);
}

/** Calls back for each event of one type, as it comes. */
export function useMoment(type: string, then: (moment: Moment) => void): void {
  const latest = useRef(then);
  useEffect(() => { latest.current = then; });
  useEffect(() => {
    const listener = (moment: Moment) => { if (moment.type === type) latest.current(moment); };
    listeners.add(listener);
    return () => { listeners.delete(listener); };
  }, [type]);
}
