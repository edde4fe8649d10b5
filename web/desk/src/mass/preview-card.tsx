import { useT } from '@crm/shared/i18n.tsx';
import type { MassSendPreview } from '@crm/shared/mass.ts';
import { Moment } from '../ui/moment.tsx';

/** Whom it would reach, why not the others, and how many are likely to get it. */
export function PreviewCard({ of }: { of: MassSendPreview }) {
  const t = useT();
  return (
    <section className="card" aria-live="polite" style={{ marginBottom: 12 }}>
      <div className="card-body">
        <p className="strong">{t('mass.previewLine', { allowed: of.allowed, total: of.total })}{!of.complete && ` ${t('mass.previewPart')}`}</p>
        <ul className="plain">{of.refused.map((r) => <li key={r.reason}><span className="num">{r.count}</span> {t.word('contactReason', r.reason)}</li>)}</ul>
        {of.opensAt !== of.startAt && <p role="status">{t('mass.quietUntil')} <Moment at={of.opensAt} /></p>}
        <p>{of.forecast
          ? t('mass.forecast', { expected: of.forecast.expected, rate: Math.round(100 * of.forecast.rate), count: of.forecast.basedOn })
          : t('mass.noForecast')}</p>
      </div>
    </section>
  );
}
