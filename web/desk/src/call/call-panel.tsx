import { useT } from '@crm/shared/i18n.tsx';
import type { CallbackDetail } from '@crm/shared/model.ts';
import { Button } from 'antd';
import { Link } from 'react-router';
import { useCallbackActions, useCallbackDetail } from '../data/callbacks.ts';
import { useUser } from '../data/session.ts';
import { NextHint, Owner } from '../queue/queue-row.tsx';
import { Answer, ErrorNote } from '../ui/answer.tsx';
import { Phone } from '../ui/phone.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { AttemptList } from './attempt-list.tsx';
import { MoreActions } from './more-actions.tsx';
import { OutcomeForm } from './outcome-form.tsx';
import { PromiseCard } from './promise-card.tsx';
import './call.css';

/** Everything about one callback promise and the call that keeps it. */
export function CallPanel({ id, link = false }: { id: string; link?: boolean }) {
  const detail = useCallbackDetail(id);
  return (
    <section className="card call-panel">
      <Answer of={detail} lines={6}>{(found) => <Panel detail={found} link={link} />}</Answer>
    </section>
  );
}

function Panel({ detail, link }: { detail: CallbackDetail; link: boolean }) {
  const t = useT();
  const { callback } = detail;
  // A missed promise still deserves the call; a late one has had it.
  const open = callback.state === 'scheduled' || callback.state === 'attempted' || (callback.state === 'broken' && callback.outcome !== 'broken-late');
  return (
    <>
      {link && (
        <div className="card-head">
          <div className="grow">
            <Link to={`/customers/${callback.customerId}`} className="strong">{callback.customerName ?? t('customer.noName')}</Link>
            <div><Phone number={callback.phone} /></div>
          </div>
          <Link to={`/customers/${callback.customerId}`} className="small">{t('customer.openAll')} <kbd>Enter</kbd></Link>
        </div>
      )}
      <PromiseCard detail={detail} />
      {open ? <Calling detail={detail} link={link} /> : <Closed callback={callback} />}
      <AttemptList attempts={detail.attempts} />
    </>
  );
}

function Calling({ detail, link }: { detail: CallbackDetail; link: boolean }) {
  const t = useT();
  const { callback } = detail;
  const user = useUser();
  const actions = useCallbackActions(callback);
  const running = detail.attempts.find((attempt) => attempt.result === null && attempt.endedAt === null);
  const mineToFinish = running?.agentId === user.id;
  const start = () => { if (!running && !actions.start.isPending) actions.start.mutate(); };
  const claim = () => { if (callback.assignedTo === null && !actions.claim.isPending) actions.claim.mutate(); };
  const writing = callback.topic === 'reply';
  useKeys({ s: writing ? () => undefined : start, c: claim });

  if (running && mineToFinish) return <OutcomeForm key={running.id} callback={callback} attempt={running} />;
  return (
    <div className="call-section stack tight">
      <div className="row between"><div><Owner callback={callback} /></div><MoreActions callback={callback} /></div>
      <NextHint callback={callback} />
      {running && <p className="pill half">{t('call.colleagueCalls', { name: running.agentName ?? t('owner.colleague') })}</p>}
      <div className="row">
        {!writing && (
          <Button type="primary" size="large" className="grow" disabled={Boolean(running)} loading={actions.start.isPending} onClick={start}>
            {t('call.start')} <kbd>s</kbd>
          </Button>
        )}
        {writing && link && <Link to={`/customers/${callback.customerId}`} className="grow"><Button type="primary" size="large" block>{t('reply.open')}</Button></Link>}
        {callback.assignedTo === null && callback.ownerKind === 'desk' && user.role !== 'dealer' && (
          <Button size="large" loading={actions.claim.isPending} onClick={claim}>{t('call.claim')} <kbd>c</kbd></Button>
        )}
      </div>
      <ErrorNote error={actions.start.error ?? actions.claim.error} />
    </div>
  );
}

function Closed({ callback }: { callback: CallbackDetail['callback'] }) {
  const t = useT();
  const good = callback.outcome?.startsWith('kept');
  return (
    <div className="call-section">
      <span className={`pill ${good ? 'calm' : callback.outcome?.startsWith('broken') ? 'overdue' : ''}`}>
        {t.word('outcome', callback.outcome ?? callback.state)}
      </span>
      {callback.brokenReason && <p className="muted small">{t.word('brokenReason', callback.brokenReason)}</p>}
    </div>
  );
}
