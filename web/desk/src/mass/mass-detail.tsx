import { useT } from '@crm/shared/i18n.tsx';
import type { MassSendDetail, MassSendMember } from '@crm/shared/mass.ts';
import { Button, Drawer, Popconfirm, Table } from 'antd';
import { useMassSend, useMassSendActions } from '../data/mass.ts';
import { Answer, ErrorNote } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { Moment } from '../ui/moment.tsx';
import { Figures } from './figures.tsx';

/** One mass send: what became of everybody, and what each member did. */
export function MassDetail({ id, mayChange, onClose }: { id: string | null; mayChange: boolean; onClose(): void }) {
  const detail = useMassSend(id);
  return (
    <Drawer open={id !== null} onClose={onClose} size={760} title={detail.data?.massSend.name ?? ''}>
      {id && <Answer of={detail}>{(data) => <Body of={data} mayChange={mayChange} />}</Answer>}
    </Drawer>
  );
}

function Body({ of, mayChange }: { of: MassSendDetail; mayChange: boolean }) {
  const t = useT();
  const { remind, cancel } = useMassSendActions();
  const send = of.massSend;
  const over = send.state === 'done' || send.state === 'cancelled';
  const trouble = of.tasks.filter((task) => task.state === 'unsure' || task.state === 'failed');
  return (
    <>
      <p><span className="pill">{t.word('massState', send.state)}</span> <Moment at={send.startAt} /></p>
      <Figures of={send} wide />
      <p style={{ whiteSpace: 'pre-wrap' }}>{send.text}</p>
      {trouble.map((task) => <p key={task.id} role="status">{task.state === 'unsure' ? t('mass.unsure') : t('mass.failed', { reason: t.word('contactReason', task.fault) })}</p>)}
      <ul className="plain">{of.outcomes.map((o) => <li key={o.reason}><span className="num">{o.count}</span> {t.word('contactReason', o.reason)}</li>)}</ul>
      {mayChange && !over && (
        <p style={{ display: 'flex', gap: 8 }}>
          <Button loading={remind.isPending} disabled={send.planned === send.confirmed} onClick={() => remind.mutate({ id: send.id })}>{t('mass.remind')}</Button>
          <Popconfirm title={t('mass.cancelSure')} okText={t('mass.cancelYes')} cancelText={t('mass.cancelNo')} onConfirm={() => cancel.mutate(send.id)}>
            <Button danger loading={cancel.isPending}>{t('mass.cancel')}</Button>
          </Popconfirm>
        </p>
      )}
      <ErrorNote error={remind.error ?? cancel.error} />
      <Table<MassSendMember>
        size="small"
        rowKey={(m) => `${m.taskId}/${m.member}`}
        pagination={false}
        dataSource={of.members}
        locale={{ emptyText: <Empty title={t('mass.noMembers')} next={t('mass.noMembersNext')} /> }}
        columns={[
          { title: t('mass.member'), render: (_, m) => m.name ?? m.member },
          { title: t('mass.reach'), render: (_, m) => <Figures of={m} /> },
          { title: t('mass.confirmedAt'), width: 130, render: (_, m) => (m.confirmedAt ? <Moment at={m.confirmedAt} /> : <span className="muted">{t('mass.notYet')}</span>) },
        ]}
      />
    </>
  );
}
