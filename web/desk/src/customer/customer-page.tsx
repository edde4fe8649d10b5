import { useT } from '@crm/shared/i18n.tsx';
import type { Customer } from '@crm/shared/model.ts';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import { CallPanel } from '../call/call-panel.tsx';
import { useComplaints } from '../data/complaints.ts';
import { useCustomer } from '../data/customers.ts';
import { useLeads } from '../data/leads.ts';
import { useUser } from '../data/session.ts';
import { Answer } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { ComplaintCard } from '../complaints/complaint-card.tsx';
import { DisputesCard } from '../call/disputes-card.tsx';
import { LinksCard } from '../links/links-card.tsx';
import { LeadCard } from '../leads/lead-card.tsx';
import { CustomerHeader } from './customer-header.tsx';
import { ConversationView } from './conversation-view.tsx';
import { Timeline } from './timeline.tsx';
import './customer.css';

export default function CustomerPage() {
  const { id = '' } = useParams();
  const customer = useCustomer(id);
  return (
    <div className="page">
      <Answer of={customer} lines={10}>{(found) => <Person key={found.id} customer={found} />}</Answer>
    </div>
  );
}

function Person({ customer }: { customer: Customer }) {
  const t = useT();
  const { role } = useUser();
  const leads = useLeads({ customerId: customer.id });
  const complaints = useComplaints({ customerId: customer.id }, role !== 'dealer');
  useEffect(() => {
    document.title = `${customer.name ?? t('customer.noName')} · ${t('app.title')}`;
    return () => { document.title = t('app.title'); };
  }, [customer.name, t]);
  return (
    <>
      <CustomerHeader customer={customer} />
      <div className="person">
        <div className="stack person-main">
          {role !== 'dealer' && <ConversationView customerId={customer.id} />}
          <Timeline customerId={customer.id} />
        </div>
        <aside className="stack" aria-label={t('call.panel')}>
          {customer.openCallbackId
            ? <CallPanel key={customer.openCallbackId} id={customer.openCallbackId} />
            : <section className="card"><Empty title={t('promise.noneOpen')} next={t('promise.noneOpenNext')} /></section>}
          {role !== 'dealer' && <DisputesCard customerId={customer.id} />}
          <LinksCard customerId={customer.id} />
          {complaints.data?.pages.flatMap((page) => page.items).map((complaint) => <ComplaintCard key={complaint.id} complaint={complaint} />)}
          {leads.data?.pages.flatMap((page) => page.items).map((lead) => <LeadCard key={lead.id} lead={lead} />)}
        </aside>
      </div>
    </>
  );
}
