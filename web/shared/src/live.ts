import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { CrmEvent } from './model.ts';
import { heard } from './moments.ts';
import type { Moment } from './moments.ts';
import { openStream } from './sse.ts';
import type { StreamStatus } from './sse.ts';

const burst = 250;
const pollWhileDown = 15_000;

/** Which cached answers an event makes stale; the first part of a query key is the resource's name. */
export function staleKeys(event: Partial<CrmEvent>): string[][] {
  const keys: string[][] = [];
  const touch = (list: string, one: string, id: string | null | undefined) => {
    if (id) keys.push([list], [one, id]);
  };
  touch('callbacks', 'callback', event.callbackId);
  touch('leads', 'lead', event.leadId);
  touch('complaints', 'complaint', event.complaintId);
  touch('conversations', 'conversation', event.conversationId);
  if (event.customerId) keys.push(['customer', event.customerId], ['timeline', event.customerId], ['customers'], ['inquiries'], ['conservation']);
  if (event.leadId || event.dealerId || event.type?.startsWith('offer')) keys.push(['offers']);
  if (event.callbackId) keys.push(['callback-summary']);
  if (event.type === 'callback.disputed' || event.type === 'callback.asked_for') keys.push(['alerts']);
  if (event.type?.startsWith('plugin')) keys.push(['plugins']);
  if (event.type?.startsWith('contact-way')) keys.push(['contact-ways']);
  if (event.type?.startsWith('delivery')) keys.push(['deliveries']);
  if (event.type?.startsWith('article.') || event.type?.startsWith('question.')) keys.push(['articles'], ['questions']);
  if (event.type?.startsWith('group')) keys.push(['groups']);
  if (event.type?.startsWith('mass-send')) keys.push(['mass-sends']);
  if (event.type?.startsWith('alert') || event.type?.startsWith('contact.')) keys.push(['alerts']);
  if (event.type?.startsWith('transfer')) keys.push(['transfers'], ['alerts']);
  if (event.type?.startsWith('reconciliation')) keys.push(['reconciliations']);
  if (event.type?.startsWith('tags')) keys.push(['tags']);
  if (event.type?.startsWith('service.')) keys.push(['service-accounts'], ['service-staff']);
  if (event.type?.startsWith('session.') || event.type === 'conversation.message' || event.type === 'duty.changed') keys.push(['chats']);
  if (event.type === 'session.nudged') keys.push(['alerts']);
  if (event.type?.startsWith('canned-replies')) keys.push(['canned-replies']);
  if (event.type?.startsWith('survey') || event.type === 'session.changed') keys.push(['surveys']);
  return keys;
}

/** Collects what became stale and asks again once per burst, so a hundred events make one round of reads. */
function collector(client: QueryClient) {
  const waiting = new Map<string, string[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    for (const queryKey of waiting.values()) void client.invalidateQueries({ queryKey });
    waiting.clear();
  };
  return {
    add(keys: string[][]) {
      for (const key of keys) waiting.set(key.join('/'), key);
      timer ??= setTimeout(flush, burst);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Keeps every cached answer fresh through the event stream; while it is down, by asking again and again. */
export function useLiveUpdates(enabled: boolean): StreamStatus {
  const client = useQueryClient();
  const [status, setStatus] = useState<StreamStatus>('connecting');

  useEffect(() => {
    if (!enabled) return;
    const stale = collector(client);
    const stop = openStream('/api/v1/events', {
      onEvent(event) {
        try {
          const told: Moment = { type: event.event, ...(JSON.parse(event.data) as Partial<CrmEvent>) };
          heard(told);
          // By somebody's writing nothing stored has changed.
          if (!event.event.endsWith('.typing')) stale.add(staleKeys(told));
        } catch {
          void client.invalidateQueries();
        }
      },
      onStatus: setStatus,
      onGap: () => void client.invalidateQueries(),
    });
    return () => {
      stop();
      stale.stop();
    };
  }, [client, enabled]);

  useEffect(() => {
    if (!enabled || status === 'live' || status === 'connecting') return;
    const timer = setInterval(() => void client.invalidateQueries(), pollWhileDown);
    return () => clearInterval(timer);
  }, [client, enabled, status]);

  return status;
}
