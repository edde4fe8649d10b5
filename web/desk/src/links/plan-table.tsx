import { useT } from '@crm/shared/i18n.tsx';
import type { PlannedCustomer, PlannedThing, TransferPlan } from '@crm/shared/model.ts';
import { Table } from 'antd';
import { Link } from 'react-router';

/** Everything that would move, line by line; what stays says why. */
export function PlanTable({ plan, names }: { plan: TransferPlan; names: Map<string, string> }) {
  const t = useT();
  const things = (list: PlannedThing[]) => {
    const stays = list.filter((thing) => thing.stays);
    if (list.length === 0) return <span className="muted">–</span>;
    return <span title={stays.map((thing) => `${thing.text}: ${t.word('planStays', thing.stays)}`).join('\n')}>{list.length - stays.length}{stays.length > 0 && <span className="muted"> (+{stays.length})</span>}</span>;
  };
  return (
    <Table<PlannedCustomer>
      size="small"
      rowKey="customerId"
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
      scroll={{ x: 700 }}
      dataSource={[...plan.customers, ...plan.others]}
      locale={{ emptyText: t('transfer.nobody') }}
      columns={[
        { title: t('transfer.customer'), render: (_, c) => <Link to={`/customers/${c.customerId}`}>{c.name ?? t('customer.noName')}</Link> },
        { title: t('transfer.to'), render: (_, c) => names.get(c.to) ?? c.to },
        { title: t('transfer.moves'), render: (_, c) => <span className={`pill ${c.obstacle ? 'overdue' : 'calm'}`}>{c.obstacle ? t.word('planObstacle', c.obstacle) : t('transfer.yes')}</span> },
        { title: t('transfer.leads'), render: (_, c) => things(c.leads) },
        { title: t('transfer.callbacks'), render: (_, c) => things(c.callbacks) },
        { title: t('transfer.offers'), render: (_, c) => things(c.offers) },
      ]}
    />
  );
}
