import { call } from '@crm/shared/api.ts';

export interface Profile {
  theme: { title: string; color: string; logo: string | null };
  locales: ('zh-CN' | 'en')[];
  dealer: string | null;
  available: boolean;
}

export interface Opening {
  token: string;
  conversationId: string;
  userId: string;
  expiresAt: string;
  path: string;
}

const path = (key: string, rest = '') => `/api/chat/${encodeURIComponent(key)}${rest}`;

/** What a chat window may ask with nothing but its public key. */
export const door = {
  profile: (key: string) => call<Profile>(path(key)),
  words: (key: string, locale: string) => call<{ text: string; version: string }>(path(key, '/consent'), { query: { locale } }),
  open: (key: string, locale: string) => call<Opening>(path(key, '/token'), { method: 'POST', body: { locale } }),
  answer: (key: string, token: string, given: boolean, locale: string) => call<void>(path(key, '/consent'), { method: 'POST', body: { token, given, locale } }),
  my: (key: string, token: string) => call<{ session: string }>(path(key, '/my'), { method: 'POST', body: { token } }),
};
