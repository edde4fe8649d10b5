import { openStream } from '@crm/shared/sse.ts';
import type { StreamStatus } from '@crm/shared/sse.ts';
import { useCallback, useEffect, useState } from 'react';
import { createCustomer, getCustomers, getMessages, getSms, streamUrl } from './sandbox.ts';
import type { Customer, Message, Sms } from './sandbox.ts';

/** Newest state of one place wins, order is that of arrival. */
export function merge<T extends { seq: number }>(known: T[], more: T[]): T[] {
  const bySeq = new Map(known.map((item) => [item.seq, item]));
  for (const item of more) bySeq.set(item.seq, item);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

export interface Phone {
  customers: Customer[] | null;
  messages: Message[];
  sms: Sms[];
  unread: ReadonlySet<string>;
  status: StreamStatus;
  error: unknown;
  addCustomer(name: string): Promise<Customer>;
}

/** All that the phone network knows, kept fresh by its stream. */
export function usePhone(customerId: string | null): Phone {
  const [customers, setCustomers] = useState<Customer[] | null>(null);
  const [messages, setMessages] = useState<Message[]>([]);
  const [sms, setSms] = useState<Sms[]>([]);
  const [unread, setUnread] = useState<ReadonlySet<string>>(new Set());
  const [status, setStatus] = useState<StreamStatus>('connecting');
  const [error, setError] = useState<unknown>(null);

  const loadAll = useCallback(() => {
    Promise.all([getCustomers().then(setCustomers), getSms().then((list) => setSms((known) => merge(known, list)))]).then(() => setError(null), setError);
  }, []);
  useEffect(loadAll, [loadAll]);

  useEffect(() => {
    setMessages([]);
    if (!customerId) return;
    setUnread((known) => without(known, customerId));
    let current = true;
    const load = () => getMessages(customerId).then((list) => { if (current) setMessages((known) => merge(known, list)); }, setError);
    void load();
    const stop = openStream(streamUrl, {
      onEvent(event) {
        if (event.event === 'sms') setSms((known) => merge(known, [JSON.parse(event.data) as Sms]));
        if (event.event !== 'message') return;
        const message = JSON.parse(event.data) as Message;
        if (message.customerId === customerId) setMessages((known) => merge(known, [message]));
        else if (message.from !== 'customer') setUnread((known) => new Set(known).add(message.customerId));
      },
      onStatus(next) {
        setStatus(next);
        // The stream carries only what is new: read again whatever came while it was away.
        if (next === 'live') {
          void load();
          loadAll();
        }
      },
      onGap: () => void load(),
    });
    return () => {
      current = false;
      stop();
    };
  }, [customerId, loadAll]);

  const addCustomer = useCallback(async (name: string) => {
    const created = await createCustomer(name);
    setCustomers((known) => [...(known ?? []).filter((customer) => customer.id !== created.id), created]);
    return created;
  }, []);
  return { customers, messages, sms, unread, status, error, addCustomer };
}

function without(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  if (!set.has(id)) return set;
  const rest = new Set(set);
  rest.delete(id);
  return rest;
}
