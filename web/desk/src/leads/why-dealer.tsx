import { hasKey, useT } from '@crm/shared/i18n.tsx';
import type { Translate } from '@crm/shared/i18n.tsx';
import type { Lead, RoutingDecision } from '@crm/shared/model.ts';
import { Drawer } from 'antd';
import { useRouting } from '../data/leads.ts';
import { Answer } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { Moment } from '../ui/moment.tsx';
import './leads.css';

/** The stored decision record: who was looked at, who was left out and why, how the rest compared. */
export function WhyDealer({ lead, onClose }: { lead: Lead | null; onClose(): void }) {
  const t = useT();
  const routing = useRouting(lead?.id ?? null);
  return (
    <Drawer open={lead !== null} onClose={onClose} title={t('lead.whyDealer')} size={560} destroyOnHidden>
      <Answer of={routing}>
        {(decisions) => decisions.length === 0
          ? <Empty title={t('why.none')} next={t('why.noneNext')} />
          : <div className="stack">{decisions.map((decision, index) => <Decision key={decision.id ?? index} decision={decision} />)}</div>}
      </Answer>
    </Drawer>
  );
}

function Decision({ decision }: { decision: RoutingDecision }) {
  const t = useT();
  const best = Math.max(...decision.ranking.map((entry) => entry.score), 0.0001);
  return (
    <section className="card decision">
      <div className="card-head">
        <h2>{decision.dealerName ?? decision.dealerId ?? t('owner.desk')}</h2>
        <span className="muted small"><Moment at={decision.at ?? decision.createdAt} /></span>
      </div>
      <div className="card-body stack tight">
        {decision.reason && <p>{reasonText(t, decision)}</p>}
        <p className="small"><span className="muted">{t('why.rule')}</span> {t.word('rule', decision.rule)}</p>
        {decision.ranking.length > 0 && <h3>{t('why.ranking')}</h3>}
        <ol className="ranking">
          {decision.ranking.map((entry) => (
            <li key={entry.dealerId} className={entry.dealerId === decision.dealerId ? 'strong' : ''}>
              <div className="row between"><span className="clip">{entry.dealerName ?? entry.dealerId}</span><span className="num">{entry.score.toFixed(3)}</span></div>
              <div className="bar"><i style={{ width: `${(100 * entry.score) / best}%` }} /></div>
              {entry.parts && (
                <div className="muted small num">
                  {Object.entries(entry.parts).map(([part, value]) => `${t.word('part', part)} ${Number(value).toFixed(2)}`).join(' · ')}
                </div>
              )}
            </li>
          ))}
        </ol>
        {decision.excluded.length > 0 && <h3>{t('why.excluded')}</h3>}
        <ul className="excluded">
          {decision.excluded.map((entry) => (
            <li key={`${entry.dealerId}-${entry.code}`}><span className="clip grow">{entry.dealerName ?? entry.dealerId}</span><span className="pill">{t.word('excluded', entry.code)}</span></li>
          ))}
        </ul>
        {decision.seed !== null && decision.seed !== undefined && <p className="muted small">{t('why.seed')} <code>{String(decision.seed)}</code></p>}
      </div>
    </section>
  );
}

/** The API may send a sentence, or the key of one with its values. */
function reasonText(t: Translate, decision: RoutingDecision): string {
  const key = `reason.${decision.reason}`;
  return hasKey(key) ? t(key, decision.values) : (decision.reason ?? '');
}
