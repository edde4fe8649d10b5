import { useNowPart } from '@crm/shared/clock.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { dayKey, fullMoment, momentText } from '@crm/shared/time.ts';

/** An instant in the reader's zone, short; hover shows all of it. */
export function Moment({ at }: { at: string | null | undefined }) {
  const t = useT();
  // Drawn again when the day changes: "15:10" becomes "22 Nov 15:10".
  useNowPart(dayKey);
  if (!at) return <span className="muted">–</span>;
  return <time dateTime={at} title={fullMoment(at, t.locale)} className="num">{momentText(at, t.locale, Date.now())}</time>;
}
