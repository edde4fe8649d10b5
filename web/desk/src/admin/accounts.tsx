import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { useT } from '@crm/shared/i18n.tsx';
import type { ChannelAccount } from '@crm/shared/model.ts';
import { localized } from '@crm/shared/text.ts';
import { Moment } from '../ui/moment.tsx';

/** What works in each company and app, and what to do where it does not. */
export function Accounts({ accounts }: { accounts: ChannelAccount[] }) {
  const t = useT();
  return (
    <section className="card stack" aria-label={t('accounts.title')}>
      <h2>{t('accounts.title')}</h2>
      {accounts.map((account) => (
        <div key={account.key} className="stack tight">
          <div><span className="strong">{account.key}</span> <span className="muted small">{account.company}{account.dealer ? ` · ${t('accounts.ofDealer', { code: account.dealer })}` : ''}</span></div>
          <ul className="accounts-features row wrap">
            {account.features.map((feature) => (
              <li key={feature.name}>
                <span className={`pill ${feature.working ? 'calm' : 'overdue'}`}>
                  {feature.working ? <CheckCircleFilled aria-hidden /> : <CloseCircleFilled aria-hidden />} {t.word('feature', feature.name)}{' '}
                  {feature.working ? t('accounts.works') : t('accounts.rests', { reason: feature.reason ?? '' })}
                </span>
                {!feature.working && <p className="small">{localized(feature.remedy, t.locale)} {feature.since && <span className="muted"><Moment at={feature.since} /></span>}</p>}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
