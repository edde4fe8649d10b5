import { useT } from '@crm/shared/i18n.tsx';
import { useState } from 'react';
import { Countdown } from './countdown.tsx';
import { SlotPicker } from './slot-picker.tsx';
import { whenText } from '@crm/shared/my-words.ts';
import type { MyPage, MyPromise } from '@crm/shared/my-types.ts';

interface Props {
  page: MyPage;
  busy: boolean;
  change(path: string, body?: unknown): Promise<boolean>;
}

export function Promises({ page, busy, change }: Props) {
  const t = useT();
  return (
    <section aria-labelledby="promises">
      <h2 id="promises">{t('my.promises')}</h2>
      {page.promises.length === 0 && <p className="empty">{t('my.promisesEmpty')}</p>}
      {page.promises.map((promise) => (
        <PromiseCard key={promise.id} promise={promise} now={page.serverTime} busy={busy} change={change} isNew={promise.id === page.nextPromiseId} />
      ))}
    </section>
  );
}

function PromiseCard({ promise, now, busy, change, isNew }: { promise: MyPromise; now: string; isNew: boolean } & Omit<Props, 'page'>) {
  const t = useT();
  const [open, setOpen] = useState<'move' | 'cancel' | null>(null);
  const path = `/promises/${promise.id}`;
  const isCall = promise.topic !== 'reply';
  const live = promise.state === 'waiting' || promise.state === 'late';
  const act = async (action: string, body?: unknown) => { if (await change(`${path}/${action}`, body)) setOpen(null); };
  return (
    <article className={live ? 'card live' : 'card'} data-state={promise.state}>
      <div className="line">
        <h3>{t.word('myTopic', promise.topic)}{promise.car ? ` · ${promise.car}` : ''}</h3>
        {(isCall || !live) && <span className={`state ${promise.state}`}>{t.word('myState', promise.state)}</span>}
      </div>
      {isNew && <p className="good" role="status">{t('my.newCall')}</p>}
      {live && <Countdown promise={promise} />}
      <p>{t(!live ? 'my.was' : isCall ? 'my.callBy' : 'my.replyBy', { when: whenText(promise, t, Date.parse(now)) })}</p>
      {isCall && live && <p className="muted">{whoText(promise, t)}</p>}
      {promise.state === 'late' && <p className="muted">{t('my.lateNext')}</p>}
      {isCall && (promise.canMove || promise.canCancel || promise.canDispute) && (
        <div className="acts">
          {promise.canDispute && <button type="button" className="main" disabled={busy} onClick={() => void act('not-called')}>{t('my.notCalled')}</button>}
          {promise.canMove && <button type="button" disabled={busy} aria-expanded={open === 'move'} onClick={() => setOpen(open === 'move' ? null : 'move')}>{t('my.move')}</button>}
          {promise.canCancel && <button type="button" className="quiet" disabled={busy} aria-expanded={open === 'cancel'} onClick={() => setOpen(open === 'cancel' ? null : 'cancel')}>{t('my.cancel')}</button>}
        </div>
      )}
      {open === 'move' && promise.canMove && <SlotPicker promise={promise} busy={busy} choose={(start) => act('move', { start })} />}
      {open === 'cancel' && promise.canCancel && (
        <div className="sure">
          <p>{t('my.cancelSure')}</p>
          <button type="button" className="main" disabled={busy} onClick={() => void act('cancel')}>{t('my.cancelYes')}</button>
          <button type="button" className="quiet" onClick={() => setOpen(null)}>{t('my.keep')}</button>
        </div>
      )}
      {live && isCall && !promise.canMove && <p className="muted small">{t(promise.movesLeft === 0 ? 'my.noMovesLeft' : 'my.tooLateToMove')}</p>}
    </article>
  );
}

function whoText(promise: MyPromise, t: ReturnType<typeof useT>): string {
  const team = promise.dealer ?? t('my.desk');
  const who = promise.person ? t('my.personOf', { person: promise.person, team }) : team;
  return promise.callsFrom ? t('my.whoFrom', { who, number: promise.callsFrom }) : t('my.who', { who });
}
