import type { ContactWay, WayRow } from '@crm/shared/contact-ways.ts';
import { besides, funnel } from '@crm/shared/contact-ways.ts';
import { useNowPart } from '@crm/shared/clock.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { Drawer, Segmented, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useWayRows, useWayStatistics } from '../data/ways.ts';
import { Answer } from '../ui/answer.tsx';
import { Moment } from '../ui/moment.tsx';

const day = 86_400_000;

/** From the scan to the car: every bar opens the people behind it. */
export function WayStatisticsDrawer({ way, onClose }: { way: ContactWay; onClose(): void }) {
  const t = useT();
  const [days, setDays] = useState(30);
  const midnight = useNowPart((now) => Math.floor(now / day) * day);
  const from = new Date(midnight - (days - 1) * day).toISOString();
  const [figure, setFigure] = useState<string | null>(null);
  const statistics = useWayStatistics(way.id, from);
  const rows = useWayRows(way.id, figure, from);
  return (
    <Drawer open size={640} title={way.name} onClose={onClose}>
      <div className="stack">
        <Segmented
          value={days} aria-label={t('way.period')} onChange={setDays}
          options={[7, 30, 90].map((value) => ({ value, label: t('way.days', { n: value }) }))}
        />
        <Answer of={statistics} lines={9}>
          {(data) => (
            <>
              <ol className="funnel" aria-label={t('way.funnel')}>
                {funnel.map(([name, key]) => (
                  <li key={key}>
                    <button type="button" aria-pressed={figure === key} onClick={() => setFigure(key)}>
                      <span>{t.word('wayFigure', key)}</span>
                      <span className="bar" aria-hidden><span style={{ width: `${data.scans === 0 ? 0 : Math.min(100, (100 * data[name]) / data.scans)}%` }} /></span>
                      <span className="num strong">{data[name]}</span>
                    </button>
                  </li>
                ))}
              </ol>
              <div className="way-besides">
                {besides.map(([name, key]) => (
                  <button key={key} type="button" className="pill" aria-pressed={figure === key} onClick={() => setFigure(key)}>{t.word('wayFigure', key)} {data[name]}</button>
                ))}
              </div>
              <h2>{t('way.welcomes')}</h2>
              <div className="way-besides">
                {Object.entries(data.welcome).map(([outcome, count]) => (
                  <button key={outcome} type="button" className="pill" aria-pressed={figure === `welcome-${outcome}`} onClick={() => setFigure(`welcome-${outcome}`)}>{t.word('welcomeOutcome', outcome)} {count}</button>
                ))}
                {Object.keys(data.welcome).length === 0 && <span className="muted">{t('way.noWelcomes')}</span>}
              </div>
            </>
          )}
        </Answer>
        {figure && (
          <Answer of={rows}>
            {(data) => (
              <Table<WayRow>
                size="small" rowKey="id" pagination={false} dataSource={data.items}
                locale={{ emptyText: t('way.noRows') }}
                columns={[
                  { title: t('way.customer'), render: (_, row) => <Link to={`/customers/${row.customerId}`}>{row.customerName ?? t('customer.noName')}</Link> },
                  { title: t('way.member'), render: (_, row) => row.member ?? '–' },
                  { title: t('way.at'), width: 130, render: (_, row) => <Moment at={row.at} /> },
                ]}
              />
            )}
          </Answer>
        )}
      </div>
    </Drawer>
  );
}
