import { call } from '@crm/shared/api.ts';

/** The sandbox plugin's own routes: a small phone network that exists only for trying things out. */
export const root = '/in/wecom-sandbox/phone';
export const streamUrl = `${root}/stream`;

export interface Customer {
  id: string;
  name: string;
}

export interface Choice {
  /** null for a link. */
  id: string | null;
  title: string;
  url?: string | null;
}

export interface Message {
  /** Place in the order of arrival; a message that comes again with the same place replaces the first. */
  seq: number;
  id: string;
  customerId: string;
  at: string;
  from: 'customer' | 'brand' | 'staff' | 'system';
  kind: string;
  text: string;
  choices: Choice[];
  tail?: string | null;
  failed?: boolean;
  /** Company and chat it belongs to: a private chat, a group or the customer service. */
  corp?: string;
  chat?: string;
}

export interface Sms {
  seq: number;
  id: string;
  phone: string;
  text: string;
  at: string;
}

export type List<T> = T[] | { items: T[] };
export const items = <T>(list: List<T>): T[] => (Array.isArray(list) ? list : list.items);
export const one = (customerId: string) => `${root}/customers/${encodeURIComponent(customerId)}`;

export const getCustomers = async (): Promise<Customer[]> => items(await call<List<Customer>>(`${root}/customers`));
export const createCustomer = (name: string): Promise<Customer> => call(`${root}/customers`, { method: 'POST', body: { name } });
export const getMessages = async (customerId: string): Promise<Message[]> => items(await call<List<Message>>(`${one(customerId)}/messages`, { query: { after: 0 } }));
export const sendMessage = (customerId: string, text: string, choiceId?: string): Promise<unknown> =>
  call(`${one(customerId)}/messages`, { method: 'POST', body: choiceId ? { text, choiceId } : { text } });
export const scanCode = (customerId: string, state: string): Promise<unknown> => call(`${one(customerId)}/scan`, { method: 'POST', body: { state } });
export const getSms = async (): Promise<Sms[]> => items(await call<List<Sms>>(`${root}/sms`));
