import { remedy } from '@crm/shared/errors.ts';
import { useSetLocale, useT } from '@crm/shared/i18n.tsx';
import { recall, remember } from '@crm/shared/storage.ts';
import { useEffect, useState } from 'react';
import { Chat } from './chat.tsx';
import { People } from './people.tsx';
import { SmsInbox } from './sms-inbox.tsx';
import { usePhone } from './use-phone.ts';

type Screen = 'chat' | 'sms' | 'people';
const icons: Record<Screen, string> = {
  chat: 'M4 5h16v11H10l-5 4v-4H4z',
  sms: 'M3 6h18v12H3zM3 7l9 6 9-6',
  people: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-6 8-6s7 2 8 6',
};
const storageKey = 'crm.phone.customer';

export function PhonePage() {
  const t = useT();
  const [chosen, setChosen] = useState(() => recall(storageKey));
  const [screen, setScreen] = useState<Screen>('chat');
  const phone = usePhone(chosen);
  const customer = phone.customers?.find((one) => one.id === chosen) ?? null;
  useEffect(() => { document.title = t('sandbox.title'); }, [t]);

  const choose = (id: string) => {
    remember(storageKey, id);
    setChosen(id);
    setScreen('chat');
  };
  const showPeople = screen === 'people' || !customer;
  return (
    <div className="stage">
      <Guide />
      <main className="phone" aria-label={t('sandbox.title')}>
        {phone.error !== null && <p className="phone-error" role="alert">{remedy(phone.error, t)}</p>}
        {showPeople && <People phone={phone} chosen={chosen} onChoose={choose} />}
        {!showPeople && screen === 'chat' && <Chat customer={customer} messages={phone.messages} live={phone.status === 'live'} />}
        {!showPeople && screen === 'sms' && <SmsInbox sms={phone.sms} />}
        <nav className="tabs" aria-label={t('nav.label')}>
          <Tab name="chat" label={t('sandbox.chat')} />
          <Tab name="sms" label={t('sandbox.sms')} count={phone.sms.length} />
          <Tab name="people" label={t('sandbox.people')} count={phone.unread.size} />
        </nav>
      </main>
    </div>
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

/** Beside the phone where there is room: what this is and what to try. */
function Guide() {
  const t = useT();
  const setLocale = useSetLocale();
  const other = t.locale === 'zh-CN' ? 'en' : 'zh-CN';
  return (
    <aside className="guide">
      <h1>{t('sandbox.title')}</h1>
      <p>{t('sandbox.about')}</p>
      <ol>
        <li>{t('sandbox.step1')}</li>
        <li>{t('sandbox.step2')}</li>
        <li>{t('sandbox.step3')}</li>
      </ol>
      <p><a href="/desk/" target="_blank" rel="noreferrer">{t('sandbox.openDesk')}</a></p>
      <button type="button" className="plain" lang={other} onClick={() => setLocale(other)}>{t('app.otherLanguage')}</button>
    </aside>
  );
}
