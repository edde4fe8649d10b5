import { useT } from '@crm/shared/i18n.tsx';
import { useMoment } from '@crm/shared/moments.ts';
import { App } from 'antd';
import { useEffect, useRef } from 'react';
import { useBoard } from '../data/chats.ts';
import { useUser } from '../data/session.ts';
import { ring } from './sound.ts';

/** How many wait here, as a badge and in the tab's title; a sound when one more does. */
export function WaitingBell() {
  const t = useT();
  const user = useUser();
  const { message } = App.useApp();
  const items = (useBoard().data?.items ?? []).filter((item) => !item.inPool);
  const waiting = items.filter((item) => item.state === 'waiting');
  const unread = items.filter((item) => item.state === 'agent').reduce((sum, item) => sum + item.unread, 0);
  const count = waiting.length + unread;
  const known = useRef<Set<string> | null>(null);
  const ids = waiting.map((item) => item.id).join();

  useEffect(() => {
    const now = new Set(ids === '' ? [] : ids.split(','));
    // Those who waited when the page was opened are news to nobody.
    if (known.current && [...now].some((id) => !known.current?.has(id))) ring();
    known.current = now;
  }, [ids]);

  useMoment('session.unanswered', (moment) => {
    if (moment.ownerId !== user.id) return;
    ring();
    void message.warning(t('chats.reminder'));
  });
  useTitleMark(count);
  return count > 0 ? <span className="badge" title={t('chats.badge', { waiting: waiting.length, unread })}>{Math.min(count, 99)}</span> : null;
}

/** "(2) …" whatever page sets the rest. */
function useTitleMark(count: number): void {
  useEffect(() => {
    const mark = () => {
      const plain = document.title.replace(/^\(\d+\) /, '');
      const marked = count > 0 ? `(${count}) ${plain}` : plain;
      if (document.title !== marked) document.title = marked;
    };
    mark();
    const element = document.querySelector('title');
    if (!element) return;
    const watch = new MutationObserver(mark);
    watch.observe(element, { childList: true });
    return () => watch.disconnect();
  }, [count]);
}
