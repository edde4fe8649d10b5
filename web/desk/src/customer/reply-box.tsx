import { SendOutlined } from '@ant-design/icons';
import { ApiError } from '@crm/shared/api.ts';
import { useDraft } from '@crm/shared/draft.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { Alert, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { after } from '../data/after.ts';
import { useConversations, useReply } from '../data/customers.ts';
import { ErrorNote } from '../ui/answer.tsx';

/** An answer in the channel the customer wrote from; hidden for people who have no conversation. */
export function ReplyBox({ customerId }: { customerId: string }) {
  const t = useT();
  const conversations = useConversations(customerId);
  const list = conversations.data?.items ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const draft = useDraft(`reply.${customerId}`);
  const reply = useReply(customerId);
  const current = list.find((conversation) => conversation.id === chosen) ?? list[0];
  if (!current) return null;

  const send = () => {
    const text = draft.text.trim();
    if (text !== '' && !reply.isPending) after(reply.mutateAsync({ conversationId: current.id, text }), draft.clear);
  };
  const closed = reply.error instanceof ApiError && reply.error.code === 'window-closed' ? reply.error : null;
  return (
    <section className="card reply" aria-label={t('reply.title')}>
      <Input.TextArea
        variant="borderless"
        value={draft.text}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={2000}
        aria-label={t('reply.title')}
        placeholder={t('reply.placeholder')}
        onChange={(event) => draft.write(event.target.value)}
        onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send(); }}
      />
      {closed && (
        <Alert type="warning" showIcon role="alert" title={t('error.window-closed')} description={t.word('windowClosed', closed.problem.reason ?? 'other')} />
      )}
      {reply.error && !closed && <ErrorNote error={reply.error} />}
      <div className="row between reply-foot">
        {list.length > 1
          ? <Select size="small" value={current.id} onChange={setChosen} aria-label={t('reply.channel')} options={list.map((c) => ({ value: c.id, label: t.word('channel', c.channel) }))} />
          : <span className="muted small">{t('reply.in', { channel: t.word('channel', current.channel) })}</span>}
        <Button type="primary" icon={<SendOutlined />} disabled={draft.text.trim() === ''} loading={reply.isPending} onClick={send}>{t('reply.send')} <kbd>Ctrl ⏎</kbd></Button>
      </div>
    </section>
  );
}
