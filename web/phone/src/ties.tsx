import { remedy } from '@crm/shared/errors.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { momentText } from '@crm/shared/time.ts';
import { useCallback } from 'react';
import { deleteAdviser, getTies, leaveGroup, openService, refuseTransfer, setHabits } from './customer-acts.ts';
import { useLive } from './news.ts';
import type { Customer } from './sandbox.ts';

/** Whom this customer has added, their groups, and all the ways to be difficult. */
export function TiesScreen({ customer }: { customer: Customer }) {
  const t = useT();
  const ties = useLive(useCallback(() => getTies(customer.id), [customer.id]));
  const { data, run } = ties;
  const nothing = data && data.advisers.length + data.groups.length + data.transfers.length === 0;
  return (
    <section className="screen">
      <header className="bar"><h2>{t('sandbox.ties')}</h2><span className="bar-note">{customer.name}</span></header>
      <div className="scroll lists">
        {ties.error !== null && <p className="phone-error" role="alert">{remedy(ties.error, t)}</p>}
        {nothing && <p className="hint">{t('sandbox.noTies')}</p>}
        {data && data.transfers.length > 0 && (
          <List title={t('sandbox.transfers')}>
            {data.transfers.map((transfer) => (
              <Row key={transfer.corp + transfer.to} name={`${transfer.from} → ${transfer.to}`} note={t('sandbox.transferUntil', { time: momentText(transfer.until, t.locale, Date.now()) })}
                act={t('sandbox.refuse')} onAct={() => void run(refuseTransfer(customer.id, transfer.corp))} />
            ))}
          </List>
        )}
        {data && data.advisers.length > 0 && (
          <List title={t('sandbox.advisers')}>
            {data.advisers.map((adviser) => (
              <Row key={adviser.corp + adviser.member} name={adviser.member} note={[adviser.corpName, adviser.state, adviser.half ? t('sandbox.half') : ''].filter(Boolean).join(' · ')}
                act={t('sandbox.deleteAdviser')} onAct={() => void run(deleteAdviser(customer.id, adviser.corp, adviser.member))} />
            ))}
          </List>
        )}
        {data && data.groups.length > 0 && (
          <List title={t('sandbox.groups')}>
            {data.groups.map((group) => (
              <Row key={group.chatId} name={group.name} note={t('sandbox.groupSize', { count: group.members })} act={t('sandbox.leaveGroup')}
                onAct={() => void run(leaveGroup(customer.id, group.corp, group.chatId))} />
            ))}
          </List>
        )}
        {data && (
          <List title={t('sandbox.habits')}>
            <Check label={t('sandbox.silent')} on={data.silent} onChange={(silent) => void run(setHabits(customer.id, { silent }))} />
            <Check label={t('sandbox.refusesTransfers')} on={data.refusesTransfers} onChange={(refusesTransfers) => void run(setHabits(customer.id, { refusesTransfers }))} />
            <li><button type="button" className="plain" onClick={() => void run(openService(customer.id))}>{t('sandbox.openService')}</button></li>
          </List>
        )}
      </div>
    </section>
  );
}

export function List({ title, children }: { title: string; children: React.ReactNode }) {
  return <section className="list"><h3>{title}</h3><ul>{children}</ul></section>;
}

export function Row({ name, note, act, onAct }: { name: string; note?: string; act: string; onAct(): void }) {
  return (
    <li className="row">
      <span><strong>{name}</strong>{note && <small>{note}</small>}</span>
      <button type="button" className="plain" onClick={onAct}>{act}</button>
    </li>
  );
}

export function Check({ label, on, onChange }: { label: string; on: boolean; onChange(on: boolean): void }) {
  return <li><label className="check"><input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />{label}</label></li>;
}
