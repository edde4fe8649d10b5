import { useT } from '@crm/shared/i18n.tsx';
import type { CallbackSummary } from '@crm/shared/model.ts';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useCallbackSummary } from '../data/callbacks.ts';
import { Answer } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { Alerts } from './alerts.tsx';
import { DayChart } from './day-chart.tsx';
import { Satisfaction } from './satisfaction.tsx';
import { periods, rangeOf } from './periods.ts';
import type { Period } from './periods.ts';
import { parts } from './parts.ts';
import './summary.css';

export default function SummaryPage() {
  const t = useT();
  const [period, setPeriod] = useState<Period>('today');
  const range = rangeOf(period);
  const summary = useCallbackSummary(range.from, range.to);
  return (
    <div className="page stack">
      <div className="page-head" style={{ marginBottom: 0 }}>
        <h1>{t('nav.summary')}</h1>
        <Segmented<Period> value={period} onChange={setPeriod} aria-label={t('summary.period')} options={periods.map((value) => ({ value, label: t(`summary.${value}`) }))} />
      </div>
      <section className="card"><Answer of={summary}>{(data) => <Headline summary={data} />}</Answer></section>
      <DayChart />
      <Satisfaction from={range.from} to={range.to} />
      <Alerts />
    </div>
  );
}

function Headline({ summary }: { summary: CallbackSummary }) {
  const t = useT();
  if (summary.total === 0) return <Empty title={t('summary.empty')} next={t('summary.emptyNext')} />;
  return (
    <>
      <div className="headline">
        <Figure value={percent(summary.connectedRate)} label={t('summary.keptConnected')} help={t('summary.keptConnectedHelp')} large />
        <Figure value={percent(summary.keptRate)} label={t('summary.kept')} help={t('summary.keptHelp')} />
        <Figure value={minutes(summary.medianMinutes)} label={t('summary.median')} help={t('summary.minutes')} />
        <Figure value={minutes(summary.p90Minutes)} label={t('summary.p90')} help={t('summary.minutes')} />
        <Figure value={String(summary.open)} label={t('summary.open')} help={t('summary.ofTotal', { n: summary.total })} />
      </div>
      <div className="outcome-counts">
        {parts.map((part) => (
          <div key={part.name}><i className={`dot fill-${part.name}`} aria-hidden /> {t(`outcome.${part.outcome}`)} <strong className="num">{summary[part.name]}</strong></div>
        ))}
        <div className="muted">{t('outcome.released')} <span className="num">{summary.released}</span></div>
        <div className="muted">{t('outcome.void-invalid-number')} <span className="num">{summary.void}</span></div>
      </div>
    </>
  );
}

function Figure({ value, label, help, large = false }: { value: string; label: string; help: string; large?: boolean }) {
  return (
    <div className={large ? 'figure large' : 'figure'}>
      <div className="figure-value num">{value}</div>
      <div className="strong">{label}</div>
      <div className="muted small">{help}</div>
    </div>
  );
}

/** Rates come as shares of one. */
const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(share === 1 ? 0 : 1)} %`);
const minutes = (value: number | null) => (value === null ? '–' : value < 10 ? value.toFixed(1) : String(Math.round(value)));
