import { useT } from '@crm/shared/i18n.tsx';
import type { CallbackSummary } from '@crm/shared/model.ts';
import { dayText } from '@crm/shared/time.ts';
import { useCallbackSummary } from '../data/callbacks.ts';
import { lastDays } from './periods.ts';
import type { Range } from './periods.ts';
import { parts } from './parts.ts';

/** Seven days, one stacked bar each; every bar carries its numbers as text too. */
export function DayChart() {
  const t = useT();
  return (
    <section className="card">
      <div className="card-head"><h2>{t('summary.chart')}</h2></div>
      <ol className="day-chart">{lastDays().map((day) => <Day key={day.from} range={day} />)}</ol>
    </section>
  );
}

function Day({ range }: { range: Range }) {
  const t = useT();
  const summary = useCallbackSummary(range.from, range.to).data;
  const total = summary ? parts.reduce((sum, part) => sum + summary[part.name], 0) : 0;
  return (
    <li>
      <span className="muted small">{dayText(range.from, t.locale)}</span>
      <div className="day-bar" role="img" aria-label={summary ? spoken(summary) : ''}>
        {summary && total > 0 && parts.map((part) => summary[part.name] > 0 && (
          <i key={part.name} className={`fill-${part.name}`} style={{ flexGrow: summary[part.name] }} title={`${t(`outcome.${part.outcome}`)}: ${summary[part.name]}`} />
        ))}
      </div>
      <span className="num small">{total > 0 ? t('summary.dayLine', { kept: summary?.keptConnected ?? 0, total }) : '–'}</span>
    </li>
  );

  function spoken(of: CallbackSummary): string {
    return parts.map((part) => `${t(`outcome.${part.outcome}`)} ${of[part.name]}`).join(', ');
  }
}
