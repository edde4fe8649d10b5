import { remedy } from '@crm/shared/errors.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { recall, remember } from '@crm/shared/storage.ts';
import { momentText } from '@crm/shared/time.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { CardView } from './card.tsx';
import { useLive } from './news.ts';
import { acceptCustomer, answerTask, confirmShare, deleteCustomer, getStaff, getStaffPhone, keyOf, openGroup, pick, pressCard, writeToApp } from './staff-acts.ts';
import type { StaffCorp, StaffPhone, Who } from './staff-acts.ts';
import { List, Row } from './ties.tsx';

type Screen = 'app' | 'tasks' | 'customers';
const storageKey = 'crm.phone.member';

/** The phone of one of our people, or of a dealer's. */
export function StaffPhonePage() {
  const t = useT();
  const [key, setKey] = useState(() => recall(storageKey));
  const staff = useLive(getStaff);
  const who = staff.data ? pick(staff.data, key) : null;
  const choose = (next: string) => { remember(storageKey, next); setKey(next); };
  return (
    <section className="phone" aria-label={t('sandbox.staffPhone')}>
      <header className="bar">
        <h2>{t('sandbox.staffPhone')}</h2>
        <select value={who ? keyOf(who) : ''} aria-label={t('sandbox.member')} onChange={(event) => choose(event.target.value)}>
          {staff.data?.map((corp) => (
            <optgroup key={corp.id} label={corp.name}>
              {corp.members.map((member) => <option key={member.id} value={keyOf({ corp: corp.id, member: member.id })}>{member.id}{member.openCards + member.openTasks > 0 ? ` (${member.openCards + member.openTasks})` : ''}</option>)}
            </optgroup>
          ))}
        </select>
      </header>
      {staff.error !== null && <p className="phone-error" role="alert">{remedy(staff.error, t)}</p>}
      {who && staff.data && <Share corp={staff.data.find((corp) => corp.id === who.corp)} onChange={(corp, confirmed) => void staff.run(confirmShare(corp, confirmed))} />}
      {who && <MemberPhone key={keyOf(who)} who={who} />}
    </section>
  );
}

function Share({ corp, onChange }: { corp: StaffCorp | undefined; onChange(corp: string, confirmed: boolean): void }) {
  const t = useT();
  if (!corp?.isShared) return null;
  return (
    <p className="share">
      {t(corp.shareConfirmed ? 'sandbox.shareConfirmed' : 'sandbox.shareWaiting')}
      <button type="button" className="plain" onClick={() => onChange(corp.id, !corp.shareConfirmed)}>{t(corp.shareConfirmed ? 'sandbox.shareEnd' : 'sandbox.shareConfirm')}</button>
    </p>
  );
}

function MemberPhone({ who }: { who: Who }) {
  const t = useT();
  const [screen, setScreen] = useState<Screen>('app');
  const { corp, member } = who;
  const phone = useLive(useCallback(() => getStaffPhone({ corp, member }), [corp, member]));
  const { data, run } = phone;
  const counts: Record<Screen, number> = { app: data?.items.filter((line) => line.card?.open).length ?? 0, tasks: data?.tasks.filter((task) => task.open).length ?? 0, customers: data?.customers.filter((customer) => customer.half).length ?? 0 };
  return (
    <>
      {phone.error !== null && <p className="phone-error" role="alert">{remedy(phone.error, t)}</p>}
      {screen === 'app' && <AppChat data={data} who={who} run={run} />}
      {screen === 'tasks' && <Tasks data={data} who={who} run={run} />}
      {screen === 'customers' && <Customers data={data} who={who} run={run} />}
      <div className="tabs" role="group" aria-label={t('sandbox.staffPhone')}>
        {(['app', 'tasks', 'customers'] as const).map((name) => (
          <button key={name} type="button" className="tab" aria-current={name === screen ? 'page' : undefined} onClick={() => setScreen(name)}>
            {t(({ app: 'sandbox.app', tasks: 'sandbox.tasks', customers: 'sandbox.myCustomers' } as const)[name])}
            {counts[name] > 0 && <span className="count">{counts[name]}</span>}
          </button>
        ))}
      </div>
    </>
  );
}

interface Part {
  data: StaffPhone | null;
  who: Who;
  run(work: Promise<unknown>): Promise<boolean>;
}

function AppChat({ data, who, run }: Part) {
  const t = useT();
  const [text, setText] = useState('');
  const end = useRef<HTMLDivElement>(null);
  const last = data?.items.at(-1)?.id;
  useEffect(() => { end.current?.scrollIntoView({ block: 'nearest' }); }, [last]);
  const send = async () => { if (text.trim() !== '' && await run(writeToApp(who, text.trim()))) setText(''); };
  return (
    <div className="screen">
      <div className="scroll talk" tabIndex={0} aria-label={t('sandbox.app')} role="region">
        {data?.items.length === 0 && <p className="hint">{t('sandbox.noCards')}</p>}
        {data?.items.map((line) => (
          <div key={line.id} className={line.mine ? 'line mine' : 'line'}>
            <div className="said">
              {line.card
                ? <CardView card={line.card} recalled={line.recalled} onPress={(key, chosen) => void run(pressCard(who, line.card?.taskId ?? '', key, chosen))} />
                : <div className="bubble">{line.recalled ? t('sandbox.recalled') : line.text}</div>}
              <small className="when">{momentText(line.at, t.locale, Date.now())}</small>
            </div>
          </div>
        ))}
        <div ref={end} />
      </div>
      <form className="composer" onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <input value={text} maxLength={2000} autoComplete="off" aria-label={t('sandbox.writeToApp')} placeholder={t('sandbox.writeToApp')} onChange={(event) => setText(event.target.value)} />
        <button type="submit" className="send" disabled={text.trim() === ''}>{t('sandbox.tell')}</button>
      </form>
    </div>
  );
}

function Tasks({ data, who, run }: Part) {
  const t = useT();
  return (
    <div className="screen"><div className="scroll">
      {data?.tasks.length === 0 && <p className="hint">{t('sandbox.noTasks')}</p>}
      {data?.tasks.map((task) => (
        <div key={task.id} className="card">
          <p>{task.text}</p>
          <small>{t(task.toGroups ? 'sandbox.taskGroups' : 'sandbox.taskCustomers', { count: task.recipients })}{task.reminders > 0 && ` · ${t('sandbox.reminded', { count: task.reminders })}`}</small>
          {task.open
            ? (
              <div className="buttons">
                <button type="button" onClick={() => void run(answerTask(who, task.id, true))}>{t('sandbox.confirmTask')}</button>
                <button type="button" onClick={() => void run(answerTask(who, task.id, false))}>{t('sandbox.declineTask')}</button>
              </div>
            )
            : <p className="settled">{task.cancelled ? t('sandbox.taskCancelled') : task.declined ? t('sandbox.taskDeclined') : t('sandbox.taskSent', { count: task.reached })}</p>}
        </div>
      ))}
    </div></div>
  );
}

function Customers({ data, who, run }: Part) {
  const t = useT();
  return (
    <div className="screen"><div className="scroll lists">
      {data?.customers.length === 0 && <p className="hint">{t('sandbox.noCustomers')}</p>}
      {data && data.customers.length > 0 && (
        <List title={t('sandbox.myCustomers')}>
          {data.customers.map((customer) => customer.half
            ? <Row key={customer.id} name={customer.name} note={t('sandbox.half')} act={t('sandbox.acceptCustomer')} onAct={() => void run(acceptCustomer(who, customer.id))} />
            : <Row key={customer.id} name={customer.name} note={customer.state ?? ''} act={t('sandbox.deleteCustomer')} onAct={() => void run(deleteCustomer(who, customer.id))} />)}
        </List>
      )}
    </div>
      {data && data.customers.length > 0 && <NewGroup onOpen={(name) => run(openGroup(who, name))} />}
    </div>
  );
}

/** All customers of the member into one group, as a member does in the client. */
function NewGroup({ onOpen }: { onOpen(name: string): Promise<boolean> }) {
  const t = useT();
  const [name, setName] = useState('');
  const open = async () => { if (name.trim() !== '' && await onOpen(name.trim())) setName(''); };
  return (
    <form className="composer" onSubmit={(event) => { event.preventDefault(); void open(); }}>
      <input value={name} maxLength={50} autoComplete="off" aria-label={t('sandbox.groupName')} placeholder={t('sandbox.groupName')} onChange={(event) => setName(event.target.value)} />
      <button type="submit" className="send" disabled={name.trim() === ''}>{t('sandbox.openGroup')}</button>
    </form>
  );
}
