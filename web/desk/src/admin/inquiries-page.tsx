import { CheckCircleFilled, WarningFilled } from '@ant-design/icons';
import { useT } from '@crm/shared/i18n.tsx';
import type { Conservation, Inquiry } from '@crm/shared/model.ts';
import { Segmented, Select, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useConservation, useInquiries } from '../data/admin.ts';
import { periods, rangeOf } from '../summary/periods.ts';
import type { Period } from '../summary/periods.ts';
import { Answer } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Moment } from '../ui/moment.tsx';
import './admin.css';

const dispositions = ['lead', 'complaint', 'conversation', 'attached', 'quarantined', 'pending'];
const channels = ['wecom', 'web-form', 'chatbot', 'dealer-portal', 'sms'];
const look: Record<string, string> = { lead: 'calm', complaint: 'urgent', quarantined: 'overdue', pending: 'half' };

export default function InquiriesPage() {
  const t = useT();
  const [period, setPeriod] = useState<Period>('today');
  const [disposition, setDisposition] = useState<string>();
  const [channel, setChannel] = useState<string>();
  const range = rangeOf(period);
  const conservation = useConservation(range.from, range.to);
  const inquiries = useInquiries({ channel, disposition, since: range.from });
  return (
    <div className="page stack">
      <div className="page-head" style={{ marginBottom: 0 }}>
        <h1>{t('nav.inquiries')}</h1>
        <Segmented<Period> value={period} onChange={setPeriod} aria-label={t('summary.period')} options={periods.map((value) => ({ value, label: t(`summary.${value}`) }))} />
        <Select allowClear style={{ minWidth: 140 }} value={channel} onChange={setChannel} aria-label={t('inquiry.channel')} placeholder={t('inquiry.allChannels')} options={channels.map((value) => ({ value, label: t.word('channel', value) }))} />
        <Select allowClear style={{ minWidth: 140 }} value={disposition} onChange={setDisposition} aria-label={t('inquiry.became')} placeholder={t('inquiry.allOutcomes')} options={dispositions.map((value) => ({ value, label: t.word('disposition', value) }))} />
      </div>
      <Answer of={conservation} lines={1}>{(data) => <Balance conservation={data} />}</Answer>
      <section className="card">
        <Answer of={inquiries} lines={8}>
          {(data) => (
            <>
              <Table<Inquiry>
                size="small"
                rowKey="id"
                pagination={false}
                scroll={{ x: 760 }}
                dataSource={data.pages.flatMap((page) => page.items)}
                locale={{ emptyText: <Empty title={t('inquiry.empty')} next={t('inquiry.emptyNext')} /> }}
                columns={[
                  { title: t('inquiry.received'), width: 130, render: (_, i) => <Moment at={i.receivedAt} /> },
                  { title: t('inquiry.channel'), width: 120, render: (_, i) => t.word('channel', i.channel) },
                  { title: t('inquiry.kind'), width: 110, render: (_, i) => t.word('inquiryKind', i.kind) },
                  { title: t('inquiry.text'), ellipsis: true, render: (_, i) => i.text ?? '' },
                  { title: t('inquiry.became'), width: 130, render: (_, i) => <span className={`pill ${look[i.disposition ?? ''] ?? ''}`} title={i.fault ?? undefined}>{t.word('disposition', i.disposition ?? 'pending')}</span> },
                  { width: 80, render: (_, i) => i.customerId && <Link to={`/customers/${i.customerId}`}>{t('customer.look')}</Link> },
                ]}
              />
              <LoadMore of={inquiries} />
            </>
          )}
        </Answer>
      </section>
    </div>
  );
}

const sinks = ['leads', 'complaints', 'conversations', 'attached', 'quarantined', 'pending'] as const;

/** In = where each went. Anything unexplained is a fault of ours and is shown loudly. */
function Balance({ conservation }: { conservation: Conservation }) {
  const t = useT();
  const lost = conservation['unexplained'] ?? 0;
  return (
    <section className={`card balance ${lost === 0 ? '' : 'broken'}`} aria-label={t('conservation.title')}>
      <div><strong className="num">{conservation['inquiries'] ?? 0}</strong><span>{t('conservation.in')}</span></div>
      <span className="sign" aria-hidden>=</span>
      {sinks.map((name) => <div key={name}><strong className="num">{conservation[name] ?? 0}</strong><span>{t(`conservation.${name}`)}</span></div>)}
      <div className={lost === 0 ? 'stage-calm' : 'stage-overdue'}>
        <strong className="num">{lost === 0 ? <CheckCircleFilled aria-hidden /> : <WarningFilled aria-hidden />} {lost}</strong>
        <span>{t('conservation.unexplained')}</span>
      </div>
    </section>
  );
}
