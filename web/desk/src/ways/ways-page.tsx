import { DownloadOutlined } from '@ant-design/icons';
import type { ContactWay } from '@crm/shared/contact-ways.ts';
import { qrAddress } from '@crm/shared/contact-ways.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { App, Button, Image, Select, Table } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { after } from '../data/after.ts';
import { useUser } from '../data/session.ts';
import { useWayActions, useWays } from '../data/ways.ts';
import { Answer, ErrorNote } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { WayForm } from './way-form.tsx';
import { WayStatisticsDrawer } from './way-statistics.tsx';
import './ways.css';

const statuses = ['pending', 'live', 'failed', 'expired', 'removed'] as const;

export default function WaysPage() {
  const t = useT();
  const { role } = useUser();
  const mayWrite = role === 'admin' || role === 'lead';
  const [search, setSearch] = useSearchParams();
  const status = search.get('status') ?? '';
  const ways = useWays({ status: status === '' ? undefined : status });
  const [editing, setEditing] = useState<ContactWay | 'new' | null>(null);
  const [shown, setShown] = useState<ContactWay | null>(null);
  const { remove } = useWayActions();
  const { modal, message } = App.useApp();

  const askRemove = (way: ContactWay) => modal.confirm({
    title: t('way.removeTitle', { name: way.name }), content: t('way.removeText'), okText: t('way.remove'), okButtonProps: { danger: true },
    onOk: () => after(remove.mutateAsync(way), () => void message.success(t('way.removed'))),
  });

  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.ways')}</h1>
        <Select
          style={{ minWidth: 150 }} value={status} aria-label={t('way.status')}
          onChange={(next) => setSearch(next === '' ? {} : { status: next })}
          options={[{ value: '', label: t('way.allStatuses') }, ...statuses.map((value) => ({ value, label: t.word('wayStatus', value) }))]}
        />
        {mayWrite && <Button type="primary" onClick={() => setEditing('new')}>{t('way.create')}</Button>}
      </div>
      <ErrorNote error={remove.error} />
      <section className="card">
        <Answer of={ways} lines={8}>
          {(data) => (
            <>
              <Table<ContactWay>
                size="small"
                rowKey="id"
                pagination={false}
                scroll={{ x: 980 }}
                dataSource={data.pages.flatMap((page) => page.items)}
                locale={{ emptyText: <Empty title={t('way.empty')} next={t(mayWrite ? 'way.emptyNext' : 'way.emptyNextDealer')} /> }}
                columns={[
                  {
                    title: t('way.picture'), width: 76,
                    render: (_, way) => way.hasPicture
                      ? <Image width={48} height={48} className="way-qr" src={qrAddress(way, 'png', 160)} preview={{ src: qrAddress(way, 'png', 600) }} alt={t('way.pictureOf', { name: way.name })} />
                      : <span className="way-qr waiting" aria-hidden />,
                  },
                  {
                    title: t('way.name'),
                    render: (_, way) => <><button type="button" className="link strong" onClick={() => setShown(way)}>{way.name}</button><div className="muted small num">{way.state}</div></>,
                  },
                  { title: t('way.dealer'), width: 150, render: (_, way) => way.dealerName ?? t('way.maker') },
                  { title: t('way.campaign'), width: 120, render: (_, way) => <>{way.campaign}<div className="muted small">{way.adviserGroup}</div></> },
                  { title: t('way.serving'), width: 150, ellipsis: true, render: (_, way) => way.serving.join(', ') || '–' },
                  {
                    title: t('way.status'), width: 120,
                    render: (_, way) => <><span className={`pill way-${way.status}`}>{t.word('wayStatus', way.status)}</span>{way.fault && <div className="small">{t('way.fault', { reason: way.fault })}</div>}</>,
                  },
                  { title: t('way.today'), width: 90, align: 'right', render: (_, way) => <span className="num strong">{way.scansToday}</span> },
                  {
                    title: t('way.actions'), width: 210,
                    render: (_, way) => (
                      <span className="way-actions">
                        {way.hasPicture && <a href={qrAddress(way, 'png', 1000)} download><DownloadOutlined aria-hidden /> PNG</a>}
                        {way.hasPicture && <a href={qrAddress(way, 'svg', 1000)} download>SVG</a>}
                        {mayWrite && way.status !== 'removed' && <button type="button" className="link" onClick={() => setEditing(way)}>{t('way.edit')}</button>}
                        {mayWrite && way.status !== 'removed' && <button type="button" className="link" onClick={() => askRemove(way)}>{t('way.remove')}</button>}
                      </span>
                    ),
                  },
                ]}
              />
              <LoadMore of={ways} />
            </>
          )}
        </Answer>
      </section>
      {editing && <WayForm way={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {shown && <WayStatisticsDrawer way={shown} onClose={() => setShown(null)} />}
    </div>
  );
}
