import { useEffect, useState } from 'react';
import { useMoment } from './moments.ts';

/** The channel tells again every few seconds while the customer writes. */
const shownFor = 6_000;

/** Whether the customer of this conversation is writing right now: never stored, never asked for. */
export function useTyping(conversationId: string): boolean {
  const [until, setUntil] = useState(0);
  useMoment('conversation.typing', (moment) => { if (moment.conversationId === conversationId) setUntil(Date.now() + shownFor); });
  useMoment('conversation.message', (moment) => { if (moment.conversationId === conversationId) setUntil(0); });
  useEffect(() => {
    if (until === 0) return;
    const timer = setTimeout(() => setUntil(0), Math.max(0, until - Date.now()));
    return () => clearTimeout(timer);
  }, [until]);
  return until > 0;
}
