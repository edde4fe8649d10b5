import { remedy } from '@crm/shared/errors.ts';
import { useT } from '@crm/shared/i18n.tsx';
import type { Alert } from '@crm/shared/model.ts';
import { Button } from 'antd';
import { Link } from 'react-router';
import { useAlerts, useCloseAlert } from '../data/admin.ts';
import { useUser } from '../data/session.ts';
import { churnText } from './churn-text.ts';
import { Moment } from '../ui/moment.tsx';

/** What the system noticed and a person should look at; nothing is shown while there is nothing. */
export function Alerts() {
  const { role } = useUser();
  return role === 'agent' ? null : <AlertList />;
}

function AlertList() {
  const t = useT();
  const items = useAlerts().data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="card">
      <div className="card-head"><h2>{t('alerts.title')}</h2></div>
      <ul className="alerts">{items.map((alert) => <Line key={alert.id} alert={alert} />)}</ul>
    </section>
  );
}

function Line({ alert }: { alert: Alert }) {
  const t = useT();
  const close = useCloseAlert();
  const text = churnText(alert, t) ?? alert.text ?? alert.detail;
  return (
    <li>
      <span className="pill half">{t.word('alert', alert.kind)}</span>
      <span className="grow">{text}</span>
      {alert.customerId && <Link to={`/customers/${alert.customerId}`}>{t('customer.look')}</Link>}
      <span className="muted small"><Moment at={alert.at} /></span>
      <Button size="small" loading={close.isPending} title={close.error ? remedy(close.error, t) : undefined} danger={Boolean(close.error)} onClick={() => close.mutate(alert)}>{t('alerts.close')}</Button>
    </li>
  );
}
