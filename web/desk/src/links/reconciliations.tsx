import { useT } from '@crm/shared/i18n.tsx';
import type { Reconciliation } from '@crm/shared/model.ts';
import { Button, Progress, Table } from 'antd';
import { useReconciliations, useStartReconciliation } from '../data/links.ts';
import { Answer, ErrorNote } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { Moment } from '../ui/moment.tsx';

/** The platform's customer lists against the store: how far a run is, and what it found. */
export function Reconciliations() {
  const t = useT();
  const runs = useReconciliations();
  const start = useStartReconciliation();
  return (
    <section className="card" aria-label={t('reconcile.title')}>
      <div className="card-head">
        <h2>{t('reconcile.title')}</h2>
        <Button size="small" loading={start.isPending} onClick={() => start.mutate()}>{t('reconcile.start')}</Button>
      </div>
      <ErrorNote error={start.error} />
      <Answer of={runs}>
        {(page) => (
          <Table<Reconciliation>
            size="small"
            rowKey="id"
            pagination={false}
            scroll={{ x: 760 }}
            dataSource={page.items}
            locale={{ emptyText: <Empty title={t('reconcile.empty')} next={t('reconcile.emptyNext')} /> }}
            columns={[
              { title: t('reconcile.account'), dataIndex: 'account' },
              { title: t('reconcile.progress'), width: 160, render: (_, run) => <Progress size="small" percent={run.state === 'done' ? 100 : Math.round((100 * run.membersDone) / Math.max(1, run.members))} /> },
              { title: t('reconcile.seen'), dataIndex: 'seen' },
              { title: t('reconcile.known'), render: (_, run) => run.known + run.recent },
              { title: t('reconcile.recovered'), render: (_, run) => <span className={run.recovered > 0 ? 'strong' : ''}>{run.recovered}</span> },
              { title: t('reconcile.ended'), dataIndex: 'ended' },
              { title: t('reconcile.unexplained'), render: (_, run) => <span className={`pill ${run.unexplained > 0 ? 'overdue' : 'calm'}`}>{run.unexplained}</span> },
              { title: t('reconcile.started'), render: (_, run) => <Moment at={run.startedAt} /> },
            ]}
          />
        )}
      </Answer>
    </section>
  );
}
