import { remedy } from '@crm/shared/errors.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { useState } from 'react';
import type { Phone } from './use-phone.ts';

/** Whose phone this is. */
export function People({ phone, chosen, onChoose }: { phone: Phone; chosen: string | null; onChoose(id: string): void }) {
  const t = useT();
  const [name, setName] = useState('');
  const [error, setError] = useState<unknown>(null);
  const add = () => {
    if (name.trim() === '') return;
    phone.addCustomer(name.trim()).then((customer) => { setName(''); setError(null); onChoose(customer.id); }, setError);
  };
  return (
    <section className="screen people">
      <header className="bar"><h2>{t('sandbox.whoseTitle')}</h2></header>
      <div className="scroll">
        {phone.customers?.length === 0 && <p className="hint">{t('sandbox.nobody')}</p>}
        <ul>
          {phone.customers?.map((customer) => (
            <li key={customer.id}>
              <button type="button" aria-current={customer.id === chosen} onClick={() => onChoose(customer.id)}>
                <Avatar name={customer.name} />
                <span>{customer.name}</span>
                {phone.unread.has(customer.id) && <span className="count" aria-label={t('sandbox.unread')}>●</span>}
              </button>
            </li>
          ))}
        </ul>
      </div>
      <form className="composer" onSubmit={(event) => { event.preventDefault(); add(); }}>
        <input value={name} maxLength={40} aria-label={t('sandbox.newName')} placeholder={t('sandbox.newName')} onChange={(event) => setName(event.target.value)} />
        <button type="submit" className="send" disabled={name.trim() === ''}>{t('sandbox.add')}</button>
      </form>
      {error !== null && <p className="phone-error" role="alert">{remedy(error, t)}</p>}
    </section>
  );
}

const tints = ['#3f8f6b', '#3b7ea1', '#9a6b2f', '#8a4f7d', '#5a6fae', '#a8554a'];

export function Avatar({ name }: { name: string }) {
  const tint = tints[[...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % tints.length];
  return <span className="avatar" style={{ background: tint }} aria-hidden>{[...name][0] ?? '?'}</span>;
}
