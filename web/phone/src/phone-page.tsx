import { remedy } from '@crm/shared/errors.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { recall, remember } from '@crm/shared/storage.ts';
import { useEffect, useState } from 'react';
import { Admin } from './admin.tsx';
import { Chat } from './chat.tsx';
import { People } from './people.tsx';
import { SmsInbox } from './sms-inbox.tsx';
import { StaffPhonePage } from './staff-phone.tsx';
import { TiesScreen } from './ties.tsx';
import { usePhone } from './use-phone.ts';

type Area = 'customer' | 'staff' | 'admin';
const areas = { customer: 'sandbox.customerPhone', staff: 'sandbox.staffPhone', admin: 'sandbox.admin' } as const;

type Screen = 'chat' | 'ties' | 'sms' | 'people';
const icons: Record<Screen, string> = {
  chat: 'M4 5h16v11H10l-5 4v-4H4z',
  ties: 'M9 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2 20c1-4 3-6 7-6s6 2 7 6M16 6a3 3 0 0 1 0 6M18 14c2 1 3 3 4 6',
  sms: 'M3 6h18v12H3zM3 7l9 6 9-6',
  people: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-6 8-6s7 2 8 6',
};
const storageKey = 'crm.phone.customer';

/** Three areas: side by side where there is room, one at a time on a phone. */
export function PhonePage() {
  const t = useT();
  const [area, setArea] = useState<Area>('customer');
  useEffect(() => { document.title = t('sandbox.title'); }, [t]);
  return (
    <div className="stage" data-area={area}>
      <div className="areas" role="group" aria-label={t('sandbox.title')}>
        {(Object.keys(areas) as Area[]).map((name) => (
          <button key={name} type="button" aria-pressed={name === area} onClick={() => setArea(name)}>{t(areas[name])}</button>
        ))}
      </div>
      <div className="area" data-name="customer"><CustomerPhone /></div>
      <div className="area" data-name="staff"><StaffPhonePage /></div>
      <div className="area" data-name="admin"><Admin /></div>
    </div>
  );
}

function CustomerPhone() {
  const t = useT();
  const [chosen, setChosen] = useState(() => recall(storageKey));
  const [screen, setScreen] = useState<Screen>('chat');
  const phone = usePhone(chosen);
  const customer = phone.customers?.find((one) => one.id === chosen) ?? null;

  const choose = (id: string) => {
    remember(storageKey, id);
    setChosen(id);
    setScreen('chat');
  };
  const showPeople = screen === 'people' || !customer;
  return (
      <main className="phone" aria-label={t('sandbox.customerPhone')}>
        {phone.error !== null && <p className="phone-error" role="alert">{remedy(phone.error, t)}</p>}
        {showPeople && <People phone={phone} chosen={chosen} onChoose={choose} />}
        {!showPeople && screen === 'chat' && <Chat customer={customer} messages={phone.messages} live={phone.status === 'live'} />}
        {!showPeople && screen === 'ties' && <TiesScreen customer={customer} />}
        {!showPeople && screen === 'sms' && <SmsInbox sms={phone.sms} />}
        <nav className="tabs" aria-label={t('nav.label')}>
          <Tab name="chat" label={t('sandbox.chat')} />
          <Tab name="ties" label={t('sandbox.ties')} />
          <Tab name="sms" label={t('sandbox.sms')} count={phone.sms.length} />
          <Tab name="people" label={t('sandbox.people')} count={phone.unread.size} />
        </nav>
      </main>
  );

  function Tab({ name, label, count = 0 }: { name: Screen; label: string; count?: number }) {
    const current = showPeople ? name === 'people' : name === screen;
    return (
      <button type="button" className="tab" aria-current={current ? 'page' : undefined} disabled={name !== 'people' && !customer} onClick={() => setScreen(name)}>
        <svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinejoin="round" strokeLinecap="round" aria-hidden="true"><path d={icons[name]} /></svg>
        {label}
        {count > 0 && <span className="count">{count}</span>}
      </button>
    );
  }
}
