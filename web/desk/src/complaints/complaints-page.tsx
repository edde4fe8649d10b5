import { useT } from '@crm/shared/i18n.tsx';
import { complaintStates } from '@crm/shared/model.ts';
import type { Complaint } from '@crm/shared/model.ts';
import { Select, Table } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { useComplaints } from '../data/complaints.ts';
import { Answer } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Moment } from '../ui/moment.tsx';
import { RunningClock } from './clocks.tsx';
import { Severity } from './severity.tsx';
import './complaints.css';

export default function ComplaintsPage() {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const state = search.get('state') ?? 'open';
  const complaints = useComplaints({ state: state === 'all' ? undefined : state });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.complaints')}</h1>
        <Select
          style={{ minWidth: 170 }}
          value={state}
          aria-label={t('complaint.state')}
          onChange={(next) => setSearch(next === 'open' ? {} : { state: next })}
          options={[
            { value: 'open', label: t('complaint.openOnes') },
            { value: 'all', label: t('complaint.allStates') },
            ...complaintStates.map((value) => ({ value, label: t.word('complaintState', value) })),
          ]}
        />
      </div>
      <section className="card">
        <Answer of={complaints} lines={8}>
          {(data) => (
            <>
              <Table<Complaint>
                size="small"
                rowKey="id"
                pagination={false}
                scroll={{ x: 860 }}
                dataSource={data.pages.flatMap((page) => page.items)}
                locale={{ emptyText: <Empty title={t('complaint.empty')} next={t('complaint.emptyNext')} /> }}
                columns={[
                  { title: t('complaint.number'), width: 150, render: (_, c) => <Link to={`/customers/${c.customerId}`} className="strong num">{c.number}</Link> },
                  { title: t('complaint.severity'), width: 170, render: (_, c) => <Severity complaint={c} /> },
                  { title: t('complaint.clock'), width: 180, render: (_, c) => <RunningClock complaint={c} /> },
                  { title: t('complaint.customer'), width: 120, render: (_, c) => c.customerName ?? t('customer.noName') },
                  { title: t('complaint.text'), ellipsis: true, dataIndex: 'text' },
                  { title: t('complaint.state'), width: 130, render: (_, c) => <span className="pill">{t.word('complaintState', c.state)}</span> },
                  { title: t('complaint.created'), width: 120, render: (_, c) => <Moment at={c.createdAt} /> },
                ]}
              />
              <LoadMore of={complaints} />
            </>
          )}
        </Answer>
      </section>
    </div>
  );
}
