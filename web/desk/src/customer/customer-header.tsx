import { ArrowLeftOutlined, MailOutlined } from '@ant-design/icons';
import { useT } from '@crm/shared/i18n.tsx';
import type { Consent, Customer } from '@crm/shared/model.ts';
import { channelOf } from '@crm/shared/text.ts';
import { Alert, Button, Tooltip } from 'antd';
import { Link, useNavigate } from 'react-router';
import { MyLinkButton } from './my-link-button.tsx';
import { Moment } from '../ui/moment.tsx';
import { Phone } from '../ui/phone.tsx';

export function CustomerHeader({ customer }: { customer: Customer }) {
  const t = useT();
  const navigate = useNavigate();
  const channels = [...new Set(customer.channels.map(channelOf))];
  return (
    <>
      <div className="card person-head">
        <Button type="text" icon={<ArrowLeftOutlined />} aria-label={t('action.back')} onClick={() => void navigate(-1)} />
        <div className="grow">
          <div className="row wrap">
            <h1>{customer.name ?? t('customer.noName')}</h1>
            {channels.map((channel) => <span key={channel} className="pill accent">{t.word('channel', channel)}</span>)}
            <span className="muted small">{t('customer.since')} <Moment at={customer.createdAt} /></span>
          </div>
          <div className="row wrap contacts">
            {customer.phones.length === 0 && <Phone number={null} />}
            {customer.phones.map((phone) => <Phone key={phone} number={phone} />)}
            {customer.emails.map((email) => <span key={email}><MailOutlined aria-hidden /> {email}</span>)}
          </div>
        </div>
        <MyLinkButton customerId={customer.id} />
        <Consents consents={customer.consents} />
      </div>
      {customer.mergeProposals.filter((proposal) => proposal.state === 'open').map((proposal) => (
        <Alert
          key={proposal.id}
          type="warning"
          showIcon
          style={{ marginTop: 8 }}
          title={t('customer.mergeProposal', { name: proposal.otherName || t('customer.noName') })}
          description={t.word('merge', proposal.reason)}
          action={<Link to={`/customers/${proposal.otherId}`}>{t('customer.look')}</Link>}
        />
      ))}
    </>
  );
}

/** The last record per purpose counts; no record means no. */
function Consents({ consents }: { consents: Consent[] }) {
  const t = useT();
  const latest = new Map<string, Consent>();
  for (const consent of consents) {
    const known = latest.get(consent.purpose);
    if (!known || Date.parse(consent.at) > Date.parse(known.at)) latest.set(consent.purpose, consent);
  }
  return (
    <div className="consents">
      <span className="muted small">{t('consent.title')}</span>
      <div className="row wrap">
        {latest.size === 0 && <span className="pill">{t('consent.none')}</span>}
        {[...latest.values()].map((consent) => {
          return (
            <Tooltip key={consent.purpose} title={<Moment at={consent.at} />}>
              <span className={`pill ${consent.given ? 'calm' : 'overdue'}`} tabIndex={0}>
                <span aria-hidden>{consent.given ? '✓' : '✕'}</span> {t.word('purpose', consent.purpose)}
                <span className="hidden-text">{t(consent.given ? 'consent.given' : 'consent.withdrawn')}</span>
              </span>
            </Tooltip>
          );
        })}
      </div>
    </div>
  );
}
