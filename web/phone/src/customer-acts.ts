import { call } from '@crm/shared/api.ts';
import { items, one, root } from './sandbox.ts';
import type { List } from './sandbox.ts';

/** A code on a poster: it adds an adviser, or joins a group. */
export interface Code {
  kind: 'contact' | 'group';
  corp: string;
  corpName: string;
  code: string;
  remark: string;
  state?: string;
  members: string[];
  until?: string;
}

export interface Ties {
  silent: boolean;
  refusesTransfers: boolean;
  advisers: { corp: string; corpName: string; member: string; state?: string; half: boolean }[];
  groups: { corp: string; corpName: string; chatId: string; name: string; members: number }[];
  transfers: { corp: string; from: string; to: string; until: string }[];
}

const post = (path: string, body: unknown) => call<unknown>(path, { method: 'POST', body });
export const getCodes = async (): Promise<Code[]> => items(await call<List<Code>>(`${root}/codes`));
export const getTies = (customer: string): Promise<Ties> => call(`${one(customer)}/ties`);
export const scanPoster = (customer: string, code: Code) => post(`${one(customer)}/codes`, { corp: code.corp, code: code.code });
export const openService = (customer: string) => post(`${one(customer)}/enter`, {});
export const deleteAdviser = (customer: string, corp: string, member: string) => post(`${one(customer)}/delete`, { corp, member });
export const leaveGroup = (customer: string, corp: string, chat: string) => post(`${one(customer)}/groups/${encodeURIComponent(chat)}/leave`, { corp });
export const refuseTransfer = (customer: string, corp: string) => post(`${one(customer)}/refuse`, { corp });
export const setHabits = (customer: string, habits: { silent?: boolean; refusesTransfers?: boolean }) => post(`${one(customer)}/habits`, habits);
export const recallMessage = (customer: string, message: string) => post(`${one(customer)}/messages/${encodeURIComponent(message)}/recall`, {});
export const pictureUrl = (corp: string, media: string) => `${root}/media/${encodeURIComponent(corp)}/${encodeURIComponent(media)}`;

export async function sendPicture(customer: string, picture: Blob): Promise<void> {
  const response = await fetch(`${one(customer)}/pictures`, { method: 'POST', headers: { 'Content-Type': picture.type }, body: picture });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
}

/** A picture is a picture only where its text names one; what the platform failed to keep is shown as text. */
export function isPicture(message: { kind: string; text: string }): boolean {
  return message.kind === 'image' && /^[\w-]{20,}$/.test(message.text);
}

/**
 * Something like a QR code, the same for the same text: nobody scans it with a camera, one taps it.
 * Gives the dark cells of a square, finder marks included.
 */
export function tile(text: string, size = 17): boolean[] {
  let seed = 2166136261;
  for (const letter of text) seed = Math.imul(seed ^ (letter.codePointAt(0) ?? 0), 16777619);
  const next = () => {
    seed = Math.imul(seed ^ (seed >>> 15), 2246822519) + 374761393;
    return ((seed ^ (seed >>> 13)) >>> 0) % 2 === 0;
  };
  return Array.from({ length: size * size }, (_, index) => {
    const [row, column] = [Math.floor(index / size), index % size];
    const dark = next();
    const [r, c] = [row < 6 ? row : size - 1 - row, column < 6 ? column : size - 1 - column];
    const corner = r < 6 && c < 6 && !(row > 6 && column > 6);
    if (!corner) return dark;
    if (r === 5 || c === 5) return false;
    return r === 0 || r === 4 || c === 0 || c === 4 || (r === 2 && c === 2);
  });
}
