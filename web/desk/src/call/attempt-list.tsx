import { useT } from '@crm/shared/i18n.tsx';
import type { Attempt } from '@crm/shared/model.ts';
import { useUser } from '../data/session.ts';
import { Moment } from '../ui/moment.tsx';

export function AttemptList({ attempts }: { attempts: Attempt[] }) {
  const t = useT();
  const user = useUser();
  const finished = attempts.filter((attempt) => attempt.result !== null);
  if (finished.length === 0) return null;
  return (
    <div className="call-section">
      <h2>{t('call.attempts')} <span className="muted num">{finished.length}</span></h2>
      <ul className="attempts">
        {finished.map((attempt) => (
          <li key={attempt.id}>
            <div className="row between">
              <span className={`pill ${attempt.result === 'connected' ? 'calm' : ''}`}>{t.word('result', attempt.result)}</span>
              <span className="muted small"><Moment at={attempt.startedAt} /> · {attempt.agentId === user.id ? t('owner.me') : (attempt.agentName ?? t('owner.colleague'))}</span>
            </div>
            {attempt.note && <p className="small">{attempt.note}</p>}
          </li>
        ))}
      </ul>
    </div>
  );
}
