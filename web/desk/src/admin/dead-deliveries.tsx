import { useT } from '@crm/shared/i18n.tsx';
import type { Delivery } from '@crm/shared/model.ts';
import { Button, Table } from 'antd';
import { useDeliveries, useRetryDelivery } from '../data/admin.ts';
import { Answer, ErrorNote } from '../ui/answer.tsx';
import { Moment } from '../ui/moment.tsx';

/** Messages that no retry brought to the customer; a person decides. */
export function DeadDeliveries() {
  const t = useT();
  const deliveries = useDeliveries('dead');
  const retry = useRetryDelivery();
  return (
    <section className="card">
      <div className="card-head"><h2>{t('deliveries.title')}</h2></div>
      <Answer of={deliveries}>
        {(page) => (
          <Table<Delivery>
            size="small"
            rowKey="id"
            pagination={false}
            scroll={{ x: 620 }}
            dataSource={page.items}
            locale={{ emptyText: <p className="muted">{t('deliveries.empty')}</p> }}
            columns={[
              { title: t('deliveries.channel'), render: (_, d) => t.word('channel', d.channel) },
              { title: t('deliveries.reason'), render: (_, d) => d.reason ?? '–' },
              { title: t('deliveries.attempts'), width: 90, render: (_, d) => <span className="num">{d.attempts}</span> },
              { title: t('deliveries.created'), width: 130, render: (_, d) => <Moment at={d.createdAt} /> },
              { width: 100, render: (_, d) => <Button size="small" loading={retry.isPending && retry.variables === d.id} onClick={() => retry.mutate(d.id)}>{t('action.retry')}</Button> },
            ]}
          />
        )}
      </Answer>
      <ErrorNote error={retry.error} />
    </section>
  );
}
