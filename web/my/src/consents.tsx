import { useT } from '@crm/shared/i18n.tsx';
import { useState } from 'react';
import { dateText } from '@crm/shared/my-words.ts';
import type { MyConsent } from '@crm/shared/my-types.ts';

/** Every consent with the words it was given to; taking one back leaves the others alone. */
export function Consents({ items, busy, change }: { items: MyConsent[]; busy: boolean; change(path: string, body?: unknown): Promise<boolean> }) {
  const t = useT();
  const [asked, setAsked] = useState<string | null>(null);
  const withdraw = async (purpose: string) => { if (await change(`/consents/${purpose}/withdraw`)) setAsked(null); };
  return (
    <section aria-labelledby="consents">
      <h2 id="consents">{t('my.consents')}</h2>
      {items.length === 0 && <p className="empty">{t('my.consentsEmpty')}</p>}
      {items.map((consent) => (
        <article className="card" key={`${consent.purpose} ${consent.channel}`}>
          <div className="line">
            <h3>{t.word('myPurpose', consent.purpose)}</h3>
            <span className={consent.given ? 'state good' : 'state'}>{t(consent.given ? 'my.given' : 'my.withdrawn')}</span>
          </div>
          <p className="muted small">{t(consent.given ? 'my.givenAt' : 'my.withdrawnAt', { when: dateText(consent.at, t), version: consent.textVersion })}</p>
          {consent.text && <details><summary>{t('my.seeText')}</summary><p className="quote">{consent.text}</p></details>}
          {consent.given && (asked === consent.purpose
            ? (
              <div className="sure">
                <p>{t('my.withdrawSure')}</p>
                <button type="button" className="main" disabled={busy} onClick={() => void withdraw(consent.purpose)}>{t('my.withdrawYes')}</button>
                <button type="button" className="quiet" onClick={() => setAsked(null)}>{t('my.keep')}</button>
              </div>
            )
            : <div className="acts"><button type="button" className="quiet" disabled={busy} onClick={() => setAsked(consent.purpose)}>{t('my.withdraw')}</button></div>)}
        </article>
      ))}
    </section>
  );
}
