import { useT } from '@crm/shared/i18n.tsx';
import { formatPhone } from '@crm/shared/phone-number.ts';
import { momentText } from '@crm/shared/time.ts';
import { useState } from 'react';
import type { Sms } from './sandbox.ts';

/** Text messages of all numbers; a customer's number is known only to the system, so it is picked here. */
export function SmsInbox({ sms }: { sms: Sms[] }) {
  const t = useT();
  const [phone, setPhone] = useState('');
  const numbers = [...new Set(sms.map((message) => message.phone))];
  const shown = sms.filter((message) => phone === '' || message.phone === phone).reverse();
  return (
    <section className="screen">
      <header className="bar">
        <h2>{t('sandbox.sms')}</h2>
        <select value={phone} aria-label={t('sandbox.number')} onChange={(event) => setPhone(event.target.value)}>
          <option value="">{t('sandbox.allNumbers')}</option>
          {numbers.map((number) => <option key={number} value={number}>{formatPhone(number)}</option>)}
        </select>
      </header>
      <div className="scroll sms-list">
        {shown.length === 0 && <p className="hint">{t('sandbox.noSms')}</p>}
        {shown.map((message) => (
          <article key={message.seq}>
            <header><strong>{formatPhone(message.phone)}</strong><time dateTime={message.at}>{momentText(message.at, t.locale, Date.now())}</time></header>
            <p>{message.text}</p>
          </article>
        ))}
      </div>
    </section>
  );
}
