import { ArrowLeftOutlined, MailOutlined } from '@ant-design/icons';
import { useT } from '@crm/shared/i18n.tsx';
import type { Consent, Customer } from '@crm/shared/model.ts';
import { contactLabel, contactValue } from '@crm/shared/text.ts';
import { Alert, Button, Tooltip } from 'antd';
import { Link, useNavigate } from 'react-router';
import { Moment } from '../ui/moment.tsx';
import { Phone } from '../ui/phone.tsx';

export function CustomerHeader({ customer }: { customer: Customer }) {
  const t = useT();
  const navigate = useNavigate();
  const channels = [...new Set(customer.channels.map((channel) => contactLabel(channel) ?? contactValue(channel)))];
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
            {customer.phones.map((phone) => <Phone key={contactValue(phone)} number={contactValue(phone)} />)}
            {customer.emails.map((email) => <span key={contactValue(email)}><MailOutlined aria-hidden /> {contactValue(email)}</span>)}
          </div>
        </div>
        <Consents consents={customer.consents} />
      </div>
      {customer.mergeProposals.map((proposal) => (
        <Alert
          key={proposal.id ?? proposal.customerId}
          type="warning"
          showIcon
          style={{ marginTop: 8 }}
          title={t('customer.mergeProposal', { name: proposal.name ?? t('customer.noName') })}
          description={proposal.reason ? t.word('merge', proposal.reason) : undefined}
          action={proposal.customerId && <Link to={`/customers/${proposal.customerId}`}>{t('customer.look')}</Link>}
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
    if (!known || Date.parse(consent.at ?? '') > Date.parse(known.at ?? '')) latest.set(consent.purpose, consent);
  }
  return (
    <div className="consents">
      <span className="muted small">{t('consent.title')}</span>
      <div className="row wrap">
        {latest.size === 0 && <span className="pill">{t('consent.none')}</span>}
        {[...latest.values()].map((consent) => {
          const given = consent.given ?? consent.state === 'given';
          return (
            <Tooltip key={consent.purpose} title={<Moment at={consent.at} />}>
              <span className={`pill ${given ? 'calm' : 'overdue'}`} tabIndex={0}>
                <span aria-hidden>{given ? '✓' : '✕'}</span> {t.word('purpose', consent.purpose)}
                <span className="hidden-text">{t(given ? 'consent.given' : 'consent.withdrawn')}</span>
              </span>
            </Tooltip>
          );
        })}
      </div>
    </div>
  );
}
