import { PlusOutlined } from '@ant-design/icons';
import { useT } from '@crm/shared/i18n.tsx';
import type { MassSend } from '@crm/shared/mass.ts';
import { Button, Table } from 'antd';
import { useState } from 'react';
import { useMassSends } from '../data/mass.ts';
import { useUser } from '../data/session.ts';
import { Answer } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Moment } from '../ui/moment.tsx';
import { Figures } from './figures.tsx';
import { MassForm } from './mass-form.tsx';
import { MassDetail } from './mass-detail.tsx';

export default function MassPage() {
  const t = useT();
  const { role } = useUser();
  const mayPlan = role === 'admin' || role === 'lead';
  const sends = useMassSends();
  const [open, setOpen] = useState<string | null>(null);
  const [planning, setPlanning] = useState(false);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.massSends')}</h1>
        {mayPlan && <Button type="primary" icon={<PlusOutlined />} onClick={() => setPlanning(true)}>{t('mass.new')}</Button>}
      </div>
      <p className="muted">{t('mass.honest')}</p>
      <section className="card">
        <Answer of={sends} lines={8}>
          {(data) => (
            <>
              <Table<MassSend>
                size="small"
                rowKey="id"
                pagination={false}
                scroll={{ x: 860 }}
                dataSource={data.pages.flatMap((page) => page.items)}
                locale={{ emptyText: <Empty title={t('mass.empty')} next={t(mayPlan ? 'mass.emptyNext' : 'mass.emptyOther')} /> }}
                columns={[
                  { title: t('mass.name'), render: (_, send) => <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setOpen(send.id)}>{send.name}</Button> },
                  { title: t('mass.to'), width: 110, render: (_, send) => t(send.toGroups ? 'mass.toGroups' : 'mass.toCustomers') },
                  { title: t('mass.reach'), width: 280, render: (_, send) => <Figures of={send} /> },
                  { title: t('mass.refused'), width: 110, render: (_, send) => <span className="num">{send.refused}</span> },
                  { title: t('mass.state'), width: 130, render: (_, send) => <span className="pill">{t.word('massState', send.state)}</span> },
                  { title: t('mass.start'), width: 120, render: (_, send) => <Moment at={send.startAt} /> },
                ]}
              />
              <LoadMore of={sends} />
            </>
          )}
        </Answer>
      </section>
      <MassDetail id={open} mayChange={mayPlan} onClose={() => setOpen(null)} />
      {planning && <MassForm onClose={() => setPlanning(false)} onPlanned={setOpen} />}
    </div>
  );
}
