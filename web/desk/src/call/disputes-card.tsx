import { useT } from '@crm/shared/i18n.tsx';
import type { Callback } from '@crm/shared/model.ts';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useCallbackDetail, useDecideDispute, useDisputed } from '../data/callbacks.ts';
import { useUser } from '../data/session.ts';
import { ErrorNote } from '../ui/answer.tsx';
import { Moment } from '../ui/moment.tsx';
import { AttemptList } from './attempt-list.tsx';

/** Calls we count as made and the customer says nobody made: a team lead decides, with what the decision rests on. */
export function DisputesCard({ customerId }: { customerId: string }) {
  const t = useT();
  const items = useDisputed(customerId).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="card" aria-label={t('dispute.title')}>
      <div className="card-head"><h2>{t('dispute.title')}</h2></div>
      {items.map((callback) => <Dispute key={callback.id} callback={callback} />)}
    </section>
  );
}

function Dispute({ callback }: { callback: Callback }) {
  const t = useT();
  const { role } = useUser();
  const detail = useCallbackDetail(callback.id).data;
  const decide = useDecideDispute(callback);
  const [note, setNote] = useState('');
  const dispute = detail?.dispute;
  const ready = note.trim().length >= 5;
  return (
    <div className="card-body stack">
      <p>{t('dispute.line')} <Moment at={callback.dueAt} /></p>
      {dispute && <p className="muted small">{t('dispute.was', { outcome: t.word('outcome', dispute.fromOutcome) })} · <Moment at={dispute.at} /></p>}
      {detail && <AttemptList attempts={detail.attempts} />}
      {role === 'agent'
        ? <p className="muted small">{t('dispute.forLead')}</p>
        : (
          <>
            <Input.TextArea value={note} onChange={(event) => setNote(event.target.value)} rows={2} maxLength={500} aria-label={t('dispute.note')} placeholder={t('dispute.note')} />
            <ErrorNote error={decide.error} />
            <div className="row wrap">
              <Button type="primary" disabled={!ready} loading={decide.isPending} onClick={() => decide.mutate({ decision: 'upheld', note: note.trim() })}>{t('dispute.upheld')}</Button>
              <Button disabled={!ready || decide.isPending} onClick={() => decide.mutate({ decision: 'rejected', note: note.trim() })}>{t('dispute.rejected')}</Button>
            </div>
          </>
        )}
    </div>
  );
}
