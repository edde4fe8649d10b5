import { useT } from '@crm/shared/i18n.tsx';
import type { Group } from '@crm/shared/mass.ts';
import { Button, Table } from 'antd';
import { useState } from 'react';
import { useGroups } from '../data/mass.ts';
import { Answer } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Moment } from '../ui/moment.tsx';
import { GroupMembers } from './group-members.tsx';

export default function GroupsPage() {
  const t = useT();
  const groups = useGroups();
  const [open, setOpen] = useState<Group | null>(null);
  return (
    <div className="page">
      <div className="page-head"><h1>{t('nav.groups')}</h1></div>
      <section className="card">
        <Answer of={groups} lines={8}>
          {(data) => (
            <>
              <Table<Group>
                size="small"
                rowKey="id"
                pagination={false}
                scroll={{ x: 760 }}
                dataSource={data.pages.flatMap((page) => page.items)}
                locale={{ emptyText: <Empty title={t('group.empty')} next={t('group.emptyNext')} /> }}
                columns={[
                  { title: t('group.name'), render: (_, group) => <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setOpen(group)}>{group.name || t('group.noName')}</Button> },
                  { title: t('group.owner'), width: 140, render: (_, group) => group.ownerName ?? group.owner },
                  { title: t('group.size'), width: 160, render: (_, group) => <span className="num">{t('group.sizeLine', { size: group.size, customers: group.customers })}</span> },
                  { title: t('group.today'), width: 160, render: (_, group) => <span className="num">{t('group.todayLine', { joined: group.joinedToday, left: group.leftToday })}</span> },
                  { title: t('group.read'), width: 120, render: (_, group) => (group.dismissedAt ? <span className="pill">{t('group.dissolved')}</span> : <Moment at={group.readAt} />) },
                ]}
              />
              <LoadMore of={groups} />
            </>
          )}
        </Answer>
      </section>
      <GroupMembers group={open} onClose={() => setOpen(null)} />
    </div>
  );
}
