import { useT } from '@crm/shared/i18n.tsx';
import type { Transfer, TransferPlan, TransferWish } from '@crm/shared/model.ts';
import { Button, Checkbox, Popconfirm, Select, Table } from 'antd';
import { useState } from 'react';
import { after } from '../data/after.ts';
import { useBeginTransfer, useMembers, usePlanTransfer, useTransfers } from '../data/links.ts';
import { Answer, ErrorNote } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { Moment } from '../ui/moment.tsx';
import { PlanTable } from './plan-table.tsx';
import './links.css';

const colleagues = 'same-dealer';

/** Customers of one member to another, in service or after leaving: first the plan, then the hand-over and its progress. */
export default function TransfersPage() {
  const t = useT();
  const members = useMembers().data?.items ?? [];
  const plan = usePlanTransfer();
  const begin = useBeginTransfer();
  const [from, setFrom] = useState<string>();
  const [to, setTo] = useState<string>();
  const [leaver, setLeaver] = useState(false);
  const names = new Map(members.map((member) => [member.id, member.name ?? member.memberId]));
  const wish: TransferWish | null = from && to ? { from, leaver, ...(to === colleagues ? { rule: colleagues } : { to }) } : null;
  const choose = (set: () => void) => {
    set();
    plan.reset();
  };
  const people = members.map((member) => ({ value: member.id, label: `${names.get(member.id)}${member.state === 'left' ? ` (${t('transfer.left')})` : ''}` }));
  return (
    <div className="page stack">
      <div className="page-head" style={{ marginBottom: 0 }}><h1>{t('nav.transfers')}</h1></div>
      <section className="card" aria-label={t('transfer.new')}>
        <div className="transfer-form">
          <Select showSearch optionFilterProp="label" value={from} aria-label={t('transfer.from')} placeholder={t('transfer.from')} options={people} onChange={(id: string) => choose(() => setFrom(id))} />
          <Select
            showSearch
            optionFilterProp="label"
            value={to}
            aria-label={t('transfer.to')}
            placeholder={t('transfer.to')}
            options={[{ value: colleagues, label: t('transfer.colleagues') }, ...people.filter((person) => person.value !== from)]}
            onChange={(id: string) => choose(() => setTo(id))}
          />
          <Checkbox checked={leaver} onChange={(event) => choose(() => setLeaver(event.target.checked))}>{t('transfer.leaver')}</Checkbox>
          <Button type="primary" disabled={!wish} loading={plan.isPending} onClick={() => wish && plan.mutate(wish)}>{t('transfer.preview')}</Button>
        </div>
        <ErrorNote error={plan.error ?? begin.error} />
        {plan.data && wish && (
          <>
            <PlanTable plan={plan.data} names={names} />
            <div className="transfer-foot">
              <span>{summary(plan.data, t)}</span>
              <Popconfirm title={t(leaver ? 'transfer.sureLeaver' : 'transfer.sure')} onConfirm={() => after(begin.mutateAsync(wish), () => plan.reset())}>
                <Button type="primary" danger={leaver} loading={begin.isPending}>{t('transfer.begin')}</Button>
              </Popconfirm>
            </div>
          </>
        )}
      </section>
      <Progress />
    </div>
  );
}

function summary(plan: TransferPlan, t: ReturnType<typeof useT>): string {
  const moved = (list: 'leads' | 'callbacks') => [...plan.customers.filter((c) => !c.obstacle), ...plan.others].flatMap((c) => c[list]).filter((thing) => !thing.stays).length;
  return t('transfer.summary', { moving: plan.moving, staying: plan.staying, leads: moved('leads'), callbacks: moved('callbacks'), duties: plan.duties.length });
}

function Progress() {
  const t = useT();
  const transfers = useTransfers();
  const figures = (transfer: Transfer) => Object.entries(transfer.figures).map(([state, count]) => `${t.word('transferState', state)} ${count}`).join(' · ');
  return (
    <section className="card" aria-label={t('transfer.progress')}>
      <div className="card-head"><h2>{t('transfer.progress')}</h2></div>
      <Answer of={transfers}>
        {(page) => (
          <Table<Transfer>
            size="small"
            rowKey="id"
            pagination={false}
            scroll={{ x: 700 }}
            dataSource={page.items}
            locale={{ emptyText: <Empty title={t('transfer.empty')} next={t('transfer.emptyNext')} /> }}
            columns={[
              { title: t('transfer.from'), render: (_, x) => <><span className="strong">{x.from}</span> → {x.to}</> },
              { title: t('transfer.kind'), render: (_, x) => t(x.leaver ? 'transfer.afterLeaving' : 'transfer.inService') },
              { title: t('transfer.state'), render: (_, x) => <span className={`pill ${x.state === 'done' ? 'calm' : 'half'}`}>{t.word('transferState', x.state)}</span> },
              { title: t('transfer.customers'), render: (_, x) => <span className="num">{figures(x)}</span> },
              { title: t('transfer.started'), render: (_, x) => <Moment at={x.startedAt} /> },
            ]}
          />
        )}
      </Answer>
    </section>
  );
}
