import { call } from '@crm/shared/api.ts';
import { remedy } from '@crm/shared/errors.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { dayText, timeOfDay } from '@crm/shared/time.ts';
import { useEffect, useState } from 'react';
import { byDay } from '@crm/shared/my-words.ts';
import type { MyPromise, MySlot } from '@crm/shared/my-types.ts';

/** The half hours at which we can really call: a day first, then a time. */
export function SlotPicker({ promise, busy, choose }: { promise: MyPromise; busy: boolean; choose(start: string): Promise<void> }) {
  const t = useT();
  const [slots, setSlots] = useState<MySlot[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [day, setDay] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    call<{ items: MySlot[] }>(`/api/my/promises/${promise.id}/slots`, { signal: stop.signal })
      .then((answer) => setSlots(answer.items), (failure: unknown) => { if (!stop.signal.aborted) setError(failure); });
    return () => stop.abort();
  }, [promise.id]);

  if (error != null) return <p className="trouble" role="alert">{remedy(error, t)}</p>;
  if (!slots) return <p className="muted">{t('my.loadingTimes')}</p>;
  const days = byDay(slots, promise.timeZone);
  const first = days[0];
  if (!first) return <p className="muted">{t('my.noTimes')}</p>;
  const shown = days.find(([key]) => key === day) ?? first;
  return (
    <div className="slots">
      <p className="muted small">{t('my.movesLeft', { count: promise.movesLeft })}</p>
      <div className="days" role="group" aria-label={t('my.chooseDay')}>
        {days.map(([key, times]) => (
          <button key={key} type="button" aria-pressed={key === shown[0]} onClick={() => setDay(key)}>{dayText(times[0]!.start, t.locale, promise.timeZone)}</button>
        ))}
      </div>
      <div className="times" role="group" aria-label={t('my.chooseTime')}>
        {shown[1].map((slot) => (
          <button key={slot.start} type="button" disabled={busy} onClick={() => void choose(slot.start)}>{timeOfDay(slot.start, t.locale, promise.timeZone)}</button>
        ))}
      </div>
    </div>
  );
}
