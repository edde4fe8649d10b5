import { useT } from '@crm/shared/i18n.tsx';
import { Alert } from 'antd';
import { useServiceAccounts } from '../data/service.ts';
import { Answer } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { AccountCard } from './account-card.tsx';
import { LinkList } from './link-list.tsx';
import './service.css';

/** Customer-service accounts: who serves, and the links and codes customers come by. */
export default function ServicePage() {
  const t = useT();
  const accounts = useServiceAccounts();
  return (
    <div className="page stack">
      <div className="page-head" style={{ marginBottom: 0 }}><h1>{t('nav.service')}</h1></div>
      <Answer of={accounts}>
        {(list) => (
          <>
            {list.faults.map((fault) => (
              <Alert key={fault.account} type="warning" showIcon title={t('service.fault', { account: fault.account, reason: t.word('failReason', fault.reason), code: fault.platformCode })} />
            ))}
            {list.items.length === 0 && <section className="card"><Empty title={t('service.empty')} next={t('service.emptyNext')} /></section>}
            {list.items.map((account) => <AccountCard key={`${account.account}-${account.id}`} account={account} />)}
          </>
        )}
      </Answer>
      <LinkList />
    </div>
  );
}
