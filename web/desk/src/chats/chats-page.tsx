import { useT } from '@crm/shared/i18n.tsx';
import type { ChatItem } from '@crm/shared/model.ts';
import { Button } from 'antd';
import { useSearchParams } from 'react-router';
import { useBoard, useTakeNext } from '../data/chats.ts';
import { after } from '../data/after.ts';
import { Answer, ErrorNote } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { ChatList } from './chat-list.tsx';
import { ChatPanel } from './chat-panel.tsx';
import { DutySwitch } from './duty-switch.tsx';
import './chats.css';

/** Conversations that want a person: who waits, with clocks, and one's own. T takes the next. */
export default function ChatsPage() {
  const t = useT();
  const board = useBoard();
  const next = useTakeNext();
  const [search, setSearch] = useSearchParams();
  const open = (id: string) => setSearch(id === '' ? {} : { id });
  const take = () => {
    if (!next.isPending) after(next.mutateAsync(), (session) => open(session.conversationId));
  };
  const items = board.data?.items ?? [];
  const chosen = items.find((item) => item.id === search.get('id')) ?? null;
  const move = (by: number) => {
    const at = items.findIndex((item) => item.id === chosen?.id);
    const found = items[Math.max(0, Math.min(items.length - 1, at + by))];
    if (found) open(found.id);
  };
  useKeys({ t: take, j: () => move(1), k: () => move(-1) });
  const waiting = items.filter((item) => item.state === 'waiting');

  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('chats.title')}</h1>
        {board.data && <DutySwitch duty={board.data.duty} />}
        <Button className="push" type="primary" disabled={waiting.every((item) => item.inPool)} loading={next.isPending} onClick={take}>{t('chats.takeNext')} <kbd>T</kbd></Button>
      </div>
      <ErrorNote error={next.error} />
      <Answer of={board} lines={8}>
        {() => <Board items={items} chosen={chosen} onOpen={open} />}
      </Answer>
    </div>
  );
}

function Board({ items, chosen, onOpen }: { items: ChatItem[]; chosen: ChatItem | null; onOpen(id: string): void }) {
  const t = useT();
  if (items.length === 0) return <div className="card"><Empty title={t('chats.empty')} next={t('chats.emptyNext')} /></div>;
  return (
    <div className={chosen ? 'chats chats-open' : 'chats'}>
      <div className="stack chats-lists">
        <ChatList title={t('chats.waiting')} items={items.filter((item) => item.state === 'waiting')} chosenId={chosen?.id ?? null} onOpen={onOpen} />
        <ChatList title={t('chats.mine')} items={items.filter((item) => item.state === 'agent')} chosenId={chosen?.id ?? null} onOpen={onOpen} />
      </div>
      {chosen
        ? <ChatPanel key={chosen.id} item={chosen} onBack={() => onOpen('')} />
        : <section className="card chats-none"><Empty title={t('chats.noneChosen')} next={t('chats.noneChosenNext')} /></section>}
    </div>
  );
}
