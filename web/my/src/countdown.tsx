import { useNow } from '@crm/shared/clock.ts';
import { clockText, remaining } from '@crm/shared/countdown.ts';
import { useT } from '@crm/shared/i18n.tsx';
import type { MyPromise } from '@crm/shared/my-types.ts';

/** Runs on the server's clock. A slot counts down to its beginning, and inside it to its end. */
export function Countdown({ promise }: { promise: MyPromise }) {
  const t = useT();
  const now = useNow();
  const ahead = promise.windowStart !== null && now < Date.parse(promise.windowStart);
  const left = remaining(ahead ? promise.windowStart! : promise.dueAt, now);
  const label = left.late ? t('my.lateBy') : ahead ? t('my.beginsIn') : t('my.within');
  return (
    <p className={left.late ? 'count late' : 'count'} role="timer">
      <span className="muted">{label}</span> <strong>{clockText({ ...left, late: false }, t('my.dayMark'))}</strong>
    </p>
  );
}
