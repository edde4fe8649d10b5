import { useT } from '@crm/shared/i18n.tsx';
import { leadStages } from '@crm/shared/model.ts';
import type { Lead } from '@crm/shared/model.ts';
import { carName, regionText } from '@crm/shared/text.ts';
import { Button, Select, Table } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useLeads } from '../data/leads.ts';
import { Answer } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Moment } from '../ui/moment.tsx';
import { Temperature } from './temperature.tsx';
import { WhyDealer } from './why-dealer.tsx';
import './leads.css';

export default function LeadsPage() {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const stage = search.get('stage') ?? undefined;
  const leads = useLeads({ stage });
  const [why, setWhy] = useState<Lead | null>(null);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.leads')}</h1>
        <Select
          allowClear
          style={{ minWidth: 160 }}
          value={stage}
          aria-label={t('lead.stage')}
          placeholder={t('lead.allStages')}
          onChange={(next?: string) => setSearch(next ? { stage: next } : {})}
          options={leadStages.map((value) => ({ value, label: t.word('stage', value) }))}
        />
      </div>
      <section className="card">
        <Answer of={leads} lines={8}>
          {(data) => (
            <>
              <Table<Lead>
                size="small"
                rowKey="id"
                pagination={false}
                scroll={{ x: 860 }}
                dataSource={data.pages.flatMap((page) => page.items)}
                locale={{ emptyText: <Empty title={t('lead.empty')} next={t('lead.emptyNext')} /> }}
                columns={[
                  { title: t('lead.car'), render: (_, lead) => <Link to={`/customers/${lead.customerId}`} className="strong">{lead.customerName ? `${lead.customerName} · ` : ''}{carName(lead) || t('lead.noCar')}</Link> },
                  { title: t('lead.wish'), render: (_, lead) => t.word('wish', lead.wish) },
                  { title: t('lead.stage'), render: (_, lead) => <span className="pill">{t.word('stage', lead.stage)}</span> },
                  { title: t('lead.intent'), render: (_, lead) => <Temperature temperature={lead.temperature} level={lead.intentLevel} /> },
                  { title: t('lead.source'), render: (_, lead) => t.word('channel', lead.source?.channel) },
                  { title: t('lead.region'), key: 'region', render: (_: unknown, lead: Lead) => regionText(lead, t.locale) ?? '–' },
                  { title: t('lead.owner'), render: (_, lead) => <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setWhy(lead)} title={t('lead.whyDealer')}>{lead.dealerName ?? t('owner.desk')}</Button> },
                  { title: t('lead.created'), render: (_, lead) => <Moment at={lead.createdAt} /> },
                ]}
              />
              <LoadMore of={leads} />
            </>
          )}
        </Answer>
      </section>
      <WhyDealer lead={why} onClose={() => setWhy(null)} />
    </div>
  );
}
