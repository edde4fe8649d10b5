import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import en from './locales/en.json';
import zh from './locales/zh-CN.json';
import { recall, remember } from './storage.ts';

export type Locale = 'zh-CN' | 'en';
type Texts = typeof zh;
/** `group.name`, checked by the compiler. */
export type Key = { [Group in keyof Texts]: `${Group}.${keyof Texts[Group] & string}` }[keyof Texts];
export type Values = Record<string, string | number>;

const texts: Record<Locale, Map<string, string>> = { 'zh-CN': flat(zh), en: flat(en) };
const storageKey = 'crm.locale';

export interface Translate {
  (key: Key, values?: Values): string;
  locale: Locale;
  /** A word of an open set the API may extend: `word('stage', 'quoted')`; an unknown one is shown as it came. */
  word(group: string, value: string | null | undefined): string;
}

export function hasKey(key: string): key is Key {
  return texts['zh-CN'].has(key);
}

export function translator(locale: Locale): Translate {
  const translate = (key: Key, values?: Values) => fill(texts[locale].get(key) ?? key, values);
  return Object.assign(translate, {
    locale,
    word(group: string, value: string | null | undefined) {
      if (!value) return '–';
      const key = `${group}.${value.replaceAll('_', '-')}`;
      return hasKey(key) ? translate(key) : value;
    },
  });
}

function flat(groups: Record<string, Record<string, string>>): Map<string, string> {
  return new Map(Object.entries(groups).flatMap(([group, words]) => Object.entries(words).map(([name, text]) => [`${group}.${name}`, text] as const)));
}

function fill(text: string, values?: Values): string {
  return values ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : text;
}

export function asLocale(text: string | null | undefined): Locale | null {
  if (!text) return null;
  if (text.toLowerCase().startsWith('zh')) return 'zh-CN';
  return text.toLowerCase().startsWith('en') ? 'en' : null;
}

const LocaleContext = createContext<{ t: Translate; setLocale(locale: Locale): void } | null>(null);

/** The reader's own choice wins and is remembered; before that Chinese, the language of the desk. */
export function LocaleProvider({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState<Locale>(() => asLocale(recall(storageKey)) ?? 'zh-CN');
  useEffect(() => { document.documentElement.lang = locale; }, [locale]);
  const value = useMemo(
    () => ({
      t: translator(locale),
      setLocale(next: Locale) {
        remember(storageKey, next);
        setLocale(next);
      },
    }),
    [locale],
  );
  return <LocaleContext value={value}>{children}</LocaleContext>;
}

function useLocaleContext() {
  const found = useContext(LocaleContext);
  if (!found) throw new Error('LocaleProvider is missing');
  return found;
}

export const useT = (): Translate => useLocaleContext().t;
export const useSetLocale = (): ((locale: Locale) => void) => useLocaleContext().setLocale;
