import { call } from '@crm/shared/api.ts';
import { items, root } from './sandbox.ts';
import type { List } from './sandbox.ts';

export interface StaffCorp {
  id: string;
  name: string;
  shareConfirmed: boolean;
  isShared: boolean;
  members: { id: string; openCards: number; openTasks: number }[];
}

export interface Option {
  key: string;
  text: string;
}

export interface Card {
  taskId: string;
  title: string;
  description: string;
  text?: string;
  rows: { name?: string; value?: string }[];
  url?: string;
  buttons: Option[];
  questions: { key: string; title: string; options: Option[] }[];
  replacedBy?: string;
  open: boolean;
}

export interface Line {
  id: string;
  at: string;
  mine: boolean;
  kind: string;
  text: string;
  recalled: boolean;
  card?: Card;
}

export interface Task {
  id: string;
  text: string;
  toGroups: boolean;
  cancelled: boolean;
  declined: boolean;
  sent?: string;
  reminders: number;
  recipients: number;
  reached: number;
  open: boolean;
}

export interface StaffPhone {
  items: Line[];
  tasks: Task[];
  customers: { id: string; name: string; state?: string; half: boolean }[];
}

/** One member of one company. */
export interface Who {
  corp: string;
  member: string;
}

const of = (who: Who) => `${root}/staff/${encodeURIComponent(who.corp)}/${encodeURIComponent(who.member)}`;
const post = (path: string, body: unknown) => call<unknown>(path, { method: 'POST', body });
export const getStaff = async (): Promise<StaffCorp[]> => items(await call<List<StaffCorp>>(`${root}/staff`));
export const getStaffPhone = (who: Who): Promise<StaffPhone> => call(of(who));
export const writeToApp = (who: Who, text: string) => post(`${of(who)}/messages`, { text });
export const pressCard = (who: Who, taskId: string, key: string, chosen: Record<string, string[]>) => post(`${of(who)}/cards`, { taskId, key, chosen });
export const answerTask = (who: Who, task: string, confirmed: boolean) => post(`${of(who)}/tasks/${encodeURIComponent(task)}`, { confirmed });
export const deleteCustomer = (who: Who, customerId: string) => post(`${of(who)}/delete`, { customerId });
export const acceptCustomer = (who: Who, customerId: string) => post(`${of(who)}/accept`, { customerId });
export const openGroup = (who: Who, name: string) => post(`${of(who)}/groups`, { name });
export const confirmShare = (corp: string, confirmed: boolean) => post(`${root}/staff/${encodeURIComponent(corp)}/share`, { confirmed });

/** What a press sends of the questions: each one's chosen option, its first where nothing was touched, as the client does. */
export function answers(card: Pick<Card, 'questions'>, touched: Record<string, string>): Record<string, string[]> {
  return Object.fromEntries(card.questions.flatMap((question) => {
    const option = touched[question.key] ?? question.options[0]?.key;
    return option === undefined ? [] : [[question.key, [option]]];
  }));
}

/** The member chosen last, where they are still there; else the first of all. */
export function pick(corps: StaffCorp[], key: string | null): Who | null {
  const all = corps.flatMap((corp) => corp.members.map((member) => ({ corp: corp.id, member: member.id })));
  return all.find((who) => keyOf(who) === key) ?? all[0] ?? null;
}

export const keyOf = (who: Who) => `${who.corp}/${who.member}`;
