import { useT } from '@crm/shared/i18n.tsx';
import type { Callback } from '@crm/shared/model.ts';
import { Moment } from '../ui/moment.tsx';

export function AttemptList({ callback }: { callback: Callback }) {
  const t = useT();
  const attempts = callback.attempts?.filter((attempt) => attempt.result !== null) ?? [];
  if (attempts.length === 0) return null;
  return (
    <div className="call-section">
      <h2>{t('call.attempts')} <span className="muted num">{attempts.length}</span></h2>
      <ul className="attempts">
        {attempts.map((attempt) => (
          <li key={attempt.id}>
            <div className="row between">
              <span className={`pill ${attempt.result === 'connected' ? 'calm' : ''}`}>{t.word('result', attempt.result)}</span>
              <span className="muted small"><Moment at={attempt.startedAt} /> · {attempt.agentName ?? '–'}</span>
            </div>
            {attempt.note && <p className="small">{attempt.note}</p>}
          </li>
        ))}
      </ul>
    </div>
  );
}
