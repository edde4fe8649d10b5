import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { useT } from '@crm/shared/i18n.tsx';
import type { Plugin } from '@crm/shared/model.ts';
import { localized } from '@crm/shared/text.ts';
import { Table } from 'antd';
import { usePlugins, useReadiness } from '../data/admin.ts';
import { Answer } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { Moment } from '../ui/moment.tsx';
import { Accounts } from './accounts.tsx';
import { Reconciliations } from '../links/reconciliations.tsx';
import { DeadDeliveries } from './dead-deliveries.tsx';

const look: Record<string, string> = { started: 'calm', degraded: 'half', unconfigured: '', stopped: '', rejected: 'overdue', incompatible: 'overdue', faulted: 'overdue' };

export default function PluginsPage() {
  const t = useT();
  const plugins = usePlugins();
  const ready = useReadiness();
  const connected = plugins.data?.flatMap((plugin) => plugin.accounts ?? []) ?? [];
  return (
    <div className="page stack">
      <div className="page-head" style={{ marginBottom: 0 }}>
        <h1>{t('nav.plugins')}</h1>
        {ready.data && (
          <span className={`pill ${ready.data.ready ? 'calm' : 'overdue'}`} title={ready.data.text}>
            {ready.data.ready ? <CheckCircleFilled aria-hidden /> : <CloseCircleFilled aria-hidden />} {t(ready.data.ready ? 'health.ready' : 'health.notReady')}
          </span>
        )}
      </div>
      <section className="card">
        <Answer of={plugins}>
          {(items) => (
            <Table<Plugin>
              size="small"
              rowKey="id"
              pagination={false}
              scroll={{ x: 760 }}
              dataSource={items}
              locale={{ emptyText: <Empty title={t('plugins.empty')} next={t('plugins.emptyNext')} /> }}
              expandable={{ rowExpandable: (p) => Boolean(p.detail), expandedRowRender: (p) => <pre className="detail">{p.detail}</pre> }}
              columns={[
                { title: t('plugins.name'), render: (_, p) => <><span className="strong">{localized(p.title, t.locale) || p.id}</span> <span className="muted small">{p.id} {p.version}</span></> },
                { title: t('plugins.state'), width: 130, render: (_, p) => <span className={`pill ${look[p.state] ?? 'accent'}`}>{t.word('pluginState', p.state)}</span> },
                { title: t('plugins.why'), render: (_, p) => (p.message ? <>{p.message} <span className="muted small">({p.stage})</span></> : <span className="muted">–</span>) },
                { title: t('plugins.calls'), width: 150, render: (_, p) => <span className="num small">{p.counters ? t('plugins.counters', { calls: p.counters.calls, faults: p.counters.faults + p.counters.timeouts }) : '–'}</span> },
                { title: t('plugins.since'), width: 120, render: (_, p) => <Moment at={p.since} /> },
              ]}
            />
          )}
        </Answer>
      </section>
      {connected.length > 0 && <Accounts accounts={connected} />}
      <Reconciliations />
      <DeadDeliveries />
    </div>
  );
}
