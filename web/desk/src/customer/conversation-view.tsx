import { useT } from '@crm/shared/i18n.tsx';
import type { Conversation } from '@crm/shared/model.ts';
import { useTyping } from '@crm/shared/typing.ts';
import { Button, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useSeen } from '../data/chats.ts';
import { useMessages } from '../data/conversations.ts';
import { useConversations } from '../data/customers.ts';
import { Answer } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { MessageLine } from './message-line.tsx';
import { ReplyBox } from './reply-box.tsx';
import { SessionBar } from './session-bar.tsx';
import './conversation.css';
import './customer.css';

/** The talk itself, in the channel the customer wrote from; hidden for people who have none. */
export function ConversationView({ customerId }: { customerId: string }) {
  const t = useT();
  const list = useConversations(customerId).data?.items ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const current = list.find((conversation) => conversation.id === chosen) ?? list[0];
  if (!current) return null;
  return (
    <section className="card talk" aria-label={t('talk.title')}>
      <div className="card-head">
        <h2>{t('talk.title')}</h2>
        {list.length > 1
          ? <Select size="small" value={current.id} onChange={setChosen} aria-label={t('reply.channel')} options={list.map((c) => ({ value: c.id, label: t.word('channel', c.channel) }))} />
          : <span className="muted small">{t.word('channel', current.channel)}</span>}
      </div>
      <Talk key={current.id} conversation={current} />
    </section>
  );
}

/** One conversation: who has it, all that was said by customer, bot and agents, and the answer. */
export function Talk({ conversation }: { conversation: Conversation }) {
  const t = useT();
  const typing = useTyping(conversation.id);
  return (
    <>
      <SessionBar conversationId={conversation.id} />
      <Messages conversationId={conversation.id} customerId={conversation.customerId} />
      {typing && <p className="talk-typing muted small" role="status">{t('talk.typing')}</p>}
      <ReplyBox conversation={conversation} />
    </>
  );
}

function Messages({ conversationId, customerId }: { conversationId: string; customerId: string }) {
  const t = useT();
  const messages = useMessages(conversationId);
  const newest = messages.data?.pages[0]?.items[0]?.id;
  const { mutate: seen } = useSeen(conversationId);
  useEffect(() => {
    if (!newest) return;
    const tell = () => { if (document.visibilityState === 'visible') seen(newest); };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [newest, seen]);
  return (
    <Answer of={messages} lines={4}>
      {(data) => {
        const items = data.pages.flatMap((page) => page.items);
        if (items.length === 0) return <Empty title={t('talk.empty')} next={t('talk.emptyNext')} />;
        return (
          // Newest first in the document, so the view stands at the end without any script.
          <ol className="talk-lines" aria-live="polite">
            {items.map((message) => <MessageLine key={message.id} message={message} conversationId={conversationId} customerId={customerId} />)}
            {messages.hasNextPage && <li className="talk-older"><Button size="small" loading={messages.isFetchingNextPage} onClick={() => void messages.fetchNextPage()}>{t('timeline.older')}</Button></li>}
          </ol>
        );
      }}
    </Answer>
  );
}
