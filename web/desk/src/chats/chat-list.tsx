import { useT } from '@crm/shared/i18n.tsx';
import type { ChatItem } from '@crm/shared/model.ts';
import { Countdown } from '../ui/countdown.tsx';
import { Moment } from '../ui/moment.tsx';

interface Props {
  title: string;
  items: ChatItem[];
  chosenId: string | null;
  onOpen(id: string): void;
}

export function ChatList({ title, items, chosenId, onOpen }: Props) {
  if (items.length === 0) return null;
  return (
    <section className="card">
      <div className="card-head"><h2>{title} <span className="muted num">{items.length}</span></h2></div>
      <ul className="chat-list">
        {items.map((item) => (
          <li key={item.id}>
            <button type="button" className="chat-row" aria-current={item.id === chosenId} onClick={() => onOpen(item.id)}><Row item={item} /></button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ item }: { item: ChatItem }) {
  const t = useT();
  return (
    <>
      <span className="row">
        <span className="strong clip grow">{item.customerName ?? t('customer.noName')}</span>
        {item.unread > 0 && <span className="badge" title={t('chats.unread', { n: item.unread })}>{Math.min(item.unread, 99)}</span>}
        {item.endsAt
          ? <Countdown window={{ windowStart: item.since, dueAt: item.endsAt }} size={14} />
          : item.unansweredSince && <span className="pill urgent">{t('chats.unanswered')} <Moment at={item.unansweredSince} /></span>}
      </span>
      <span className="row wrap small">
        {item.handOver?.priority === 'high' && <span className="pill overdue">{t('priority.high')}</span>}
        {item.handOver && <span className="pill half">{t.word('handOverReason', item.handOver.reason)}</span>}
        <span className="muted">{t.word('channel', item.channel)}{item.inPool && ` · ${t('session.inPool')}`}</span>
      </span>
      <span className="muted clip small">{item.lastText}</span>
    </>
  );
}
