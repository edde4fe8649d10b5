import { PlusOutlined } from '@ant-design/icons';
import { useT } from '@crm/shared/i18n.tsx';
import type { ChatKey } from '@crm/shared/model.ts';
import { Button, Popconfirm, Switch, Table, Typography } from 'antd';
import { useState } from 'react';
import { useChatKeys, useRotateChatKey, useSaveChatKey } from '../data/chat-keys.ts';
import { useDealerNames } from '../data/service.ts';
import { Answer, ErrorNote } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { Moment } from '../ui/moment.tsx';
import { ChatKeyForm } from './chat-key-form.tsx';

/** Chat windows on the sites of dealers: who has one, how it looks, and the line for the site's page. */
export default function ChatKeysPage() {
  const t = useT();
  const keys = useChatKeys();
  const [edited, setEdited] = useState<ChatKey | 'new' | null>(null);
  const add = <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>{t('chatKeys.add')}</Button>;
  return (
    <div className="page stack">
      <div className="page-head" style={{ marginBottom: 0 }}><h1>{t('nav.chatKeys')}</h1>{add}</div>
      <Answer of={keys}>
        {({ items }) => (
          <section className="card">
            {items.length === 0 ? <Empty title={t('chatKeys.empty')} next={t('chatKeys.emptyNext')}>{add}</Empty> : <List items={items} onEdit={setEdited} />}
          </section>
        )}
      </Answer>
      {edited && <ChatKeyForm of={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </div>
  );
}

function List({ items, onEdit }: { items: ChatKey[]; onEdit(key: ChatKey): void }) {
  const t = useT();
  const save = useSaveChatKey();
  const rotate = useRotateChatKey();
  const dealers = new Map(useDealerNames().data?.items.map((dealer) => [dealer.id, dealer.name]));
  return (
    <>
      <ErrorNote error={save.error ?? rotate.error} />
      <Table<ChatKey>
        size="small"
        rowKey="id"
        pagination={false}
        scroll={{ x: 760 }}
        dataSource={items}
        expandable={{ expandedRowRender: (key) => <Lines of={key} />, defaultExpandedRowKeys: items.slice(0, 1).map((key) => key.id) }}
        columns={[
          { title: t('chatKeys.name'), render: (_, key) => <span className="strong">{key.name}</span> },
          { title: t('service.dealer'), render: (_, key) => (key.dealerId && dealers.get(key.dealerId)) ?? <span className="muted">{t('chatKeys.maker')}</span> },
          { title: t('chatKeys.origins'), render: (_, key) => key.origins.length > 0 ? key.origins.join(' ') : <span className="muted">{t('chatKeys.ownPage')}</span> },
          { title: t('service.created'), width: 120, render: (_, key) => <Moment at={key.rotatedAt ?? key.createdAt} /> },
          {
            title: t('chatKeys.on'), width: 70,
            render: (_, key) => <Switch size="small" aria-label={t('chatKeys.on')} checked={key.active} loading={save.isPending} onChange={(active) => save.mutate({ of: key, input: { active } })} />,
          },
          {
            width: 190,
            render: (_, key) => (
              <div className="row">
                <Button size="small" onClick={() => onEdit(key)}>{t('chatKeys.edit')}</Button>
                <Popconfirm title={t('chatKeys.rotateSure')} okText={t('chatKeys.rotate')} cancelText={t('chatKeys.keep')} onConfirm={() => rotate.mutate(key)}>
                  <Button size="small" danger>{t('chatKeys.rotate')}</Button>
                </Popconfirm>
              </div>
            ),
          },
        ]}
      />
    </>
  );
}

function Lines({ of }: { of: ChatKey }) {
  const t = useT();
  if (!of.embed || !of.pageUrl) return <p className="muted">{t('chatKeys.noAddress')}</p>;
  return (
    <div className="stack">
      <div><span className="muted small">{t('chatKeys.embed')}</span><Typography.Paragraph copyable code style={{ marginBottom: 0 }}>{of.embed}</Typography.Paragraph></div>
      <div><span className="muted small">{t('chatKeys.page')}</span><Typography.Paragraph copyable style={{ marginBottom: 0 }}><a href={of.pageUrl} target="_blank" rel="noreferrer">{of.pageUrl}</a></Typography.Paragraph></div>
    </div>
  );
}
