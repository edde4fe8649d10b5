import { useT } from '@crm/shared/i18n.tsx';
import { useState } from 'react';
import { dateText } from '@crm/shared/my-words.ts';
import type { MyDealer, MyPage } from '@crm/shared/my-types.ts';

interface Props {
  busy: boolean;
  change(path: string, body?: unknown): Promise<boolean>;
}

/** Which dealer has the customer's number, and the way to another one. */
export function Dealers({ page, busy, change }: { page: MyPage } & Props) {
  const t = useT();
  return (
    <section aria-labelledby="dealers">
      <h2 id="dealers">{t('my.dealers')}</h2>
      {page.dealers.length === 0 && <p className="empty">{t('my.dealersEmpty')}</p>}
      {page.dealers.map((dealer) => <DealerCard key={dealer.leadId} dealer={dealer} reasons={page.switchReasons} busy={busy} change={change} />)}
    </section>
  );
}

function DealerCard({ dealer, reasons, busy, change }: { dealer: MyDealer; reasons: string[] } & Props) {
  const t = useT();
  const [asked, setAsked] = useState(false);
  const [reason, setReason] = useState('');
  const go = async () => { if (await change(`/leads/${dealer.leadId}/switch-dealer`, { dealerId: dealer.dealerId, reason })) setAsked(false); };
  return (
    <article className="card">
      <div className="line"><h3>{dealer.name}</h3>{dealer.phone && <a href={`tel:${dealer.phone.replaceAll(/[^\d+]/g, '')}`}>{dealer.phone}</a>}</div>
      {dealer.car && <p className="muted">{dealer.car}</p>}
      <p>{dealer.hasNumber && dealer.since ? t('my.hasNumber', { when: dateText(dealer.since, t) }) : t('my.askedDealer')}</p>
      {dealer.canSwitch && !asked && <div className="acts"><button type="button" disabled={busy} onClick={() => setAsked(true)}>{t('my.switch')}</button></div>}
      {asked && (
        <form className="sure" onSubmit={(event) => { event.preventDefault(); void go(); }}>
          <label htmlFor={`why-${dealer.leadId}`}>{t('my.switchWhy')}</label>
          <select id={`why-${dealer.leadId}`} required value={reason} onChange={(event) => setReason(event.target.value)}>
            <option value="" disabled>{t('my.choose')}</option>
            {reasons.map((code) => <option key={code} value={code}>{t.word('mySwitch', code)}</option>)}
          </select>
          <p className="muted small">{t('my.switchNext')}</p>
          <button type="submit" className="main" disabled={busy || reason === ''}>{t('my.switchYes')}</button>
          <button type="button" className="quiet" onClick={() => setAsked(false)}>{t('my.keep')}</button>
        </form>
      )}
    </article>
  );
}
