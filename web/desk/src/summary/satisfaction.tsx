import { useT } from '@crm/shared/i18n.tsx';
import { useSurveys } from '../data/service.ts';

/** How customers rated their conversations; nothing is shown until somebody was asked. */
export function Satisfaction({ from, to }: { from: string; to: string }) {
  const t = useT();
  const report = useSurveys(from, to).data;
  if (!report || report.asked + report.waiting + report.served === 0) return null;
  return (
    <section className="card" aria-label={t('satisfaction.title')}>
      <div className="card-head"><h2>{t('satisfaction.title')}</h2></div>
      <div className="headline">
        <Figure value={report.average === null ? '–' : report.average.toFixed(1)} label={t('satisfaction.average')} help={t('satisfaction.answers', { n: report.answered, of: report.asked })} />
        {report.scores.map((count, index) => <Figure key={index} value={String(count)} label={t('satisfaction.score', { n: index + 1 })} help="" />).reverse()}
        <Figure value={String(report.waiting)} label={t('satisfaction.waiting')} help={t('satisfaction.served', { n: report.served })} />
      </div>
    </section>
  );
}

function Figure({ value, label, help }: { value: string; label: string; help: string }) {
  return (
    <div className="figure">
      <div className="figure-value num">{value}</div>
      <div className="strong">{label}</div>
      {help !== '' && <div className="muted small">{help}</div>}
    </div>
  );
}
