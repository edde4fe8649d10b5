import { useT } from '@crm/shared/i18n.tsx';
import type { Group, GroupMember } from '@crm/shared/mass.ts';
import { Checkbox, Drawer, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useGroupMembers } from '../data/mass.ts';
import { Answer } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Moment } from '../ui/moment.tsx';

/** Who is in a group, how they came, and on request who left. */
export function GroupMembers({ group, onClose }: { group: Group | null; onClose(): void }) {
  const t = useT();
  const [left, setLeft] = useState(false);
  const members = useGroupMembers(group?.id ?? null, left);
  return (
    <Drawer open={group !== null} onClose={onClose} size={720} title={group?.name ?? ''}>
      {group?.notice && <p className="muted">{group.notice}</p>}
      <Checkbox checked={left} onChange={(event) => setLeft(event.target.checked)}>{t('group.showLeft')}</Checkbox>
      {group && (
        <Answer of={members}>
          {(data) => (
            <>
              <Table<GroupMember>
                size="small"
                rowKey="id"
                pagination={false}
                scroll={{ x: 600 }}
                dataSource={data.pages.flatMap((page) => page.items)}
                locale={{ emptyText: <Empty title={t('group.noMembers')} /> }}
                columns={[
                  { title: t('group.member'), render: (_, m) => (m.customerId ? <Link to={`/customers/${m.customerId}`} className="strong">{m.name ?? t('customer.noName')}</Link> : m.name ?? m.memberId) },
                  { title: t('group.kind'), width: 110, render: (_, m) => t(m.isContact ? (m.customerId ? 'group.customer' : 'group.stranger') : 'group.staff') },
                  { title: t('group.way'), render: (_, m) => `${t.word('joinScene', String(m.joinScene))}${m.state ? ` · ${m.state}` : ''}` },
                  { title: t('group.joined'), width: 110, render: (_, m) => <Moment at={m.joinedAt} /> },
                  { title: t('group.left'), width: 110, render: (_, m) => <Moment at={m.leftAt} /> },
                ]}
              />
              <LoadMore of={members} />
            </>
          )}
        </Answer>
      )}
    </Drawer>
  );
}
