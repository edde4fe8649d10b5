import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import en from '../src/locales/en.json';
import glossary from '../src/locales/glossary.json';
import zh from '../src/locales/zh-CN.json';

type Groups = Record<string, Record<string, string>>;
const flat = (groups: Groups) => Object.entries(groups).flatMap(([group, words]) => Object.entries(words).map(([name, text]) => [`${group}.${name}`, text] as const));
const locales = { 'zh-CN': flat(zh), en: flat(en) };
const web = fileURLToPath(new URL('../..', import.meta.url));

/** What a text may not say in this language. */
function forbidden(locale: 'zh-CN' | 'en', text: string): string[] {
  return glossary.flatMap((entry) => entry.never[locale] as string[])
    .filter((word) => (locale === 'en' ? new RegExp(`\\b${word}\\b`, 'i').test(text) : text.includes(word)));
}

test('both_languages_have_the_same_keys_in_the_same_order', () => {
  expect(locales.en.map(([key]) => key)).toEqual(locales['zh-CN'].map(([key]) => key));
});

test('both_languages_fill_in_the_same_values', () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
  for (const [index, [key, text]] of locales['zh-CN'].entries())
    expect([key, places(locales.en[index]?.[1] ?? '')]).toEqual([key, places(text)]);
});

test('no_text_is_empty', () => {
  for (const texts of Object.values(locales))
    for (const [key, text] of texts) expect(text.trim(), key).not.toBe('');
});

describe.each(['zh-CN', 'en'] as const)('the words of %s', (locale) => {
  test('are_those_of_the_glossary', () => {
    const wrong = locales[locale].flatMap(([key, text]) => forbidden(locale, text).map((word) => `${key}: ${word}`));
    expect(wrong).toEqual([]);
  });

  test('a_planted_wrong_word_is_found', () => {
    expect(forbidden(locale, locale === 'en' ? 'This Ticket is open' : '新的工单')).toHaveLength(1);
  });

  test('the_glossarys_own_words_are_used', () => {
    const all = locales[locale].map(([, text]) => text.toLowerCase()).join('\n');
    const unused = glossary.flatMap((entry) => entry[locale].split(/[,、] ?/)).filter((word) => !all.includes(word.toLowerCase()));
    expect(unused).toEqual([]);
  });
});

test('every_text_the_pages_name_exists', () => {
  const keys = new Set<string>(locales['zh-CN'].map(([key]) => key));
  const missing = sources().flatMap(([file, text]) =>
    [...text.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(([, key]) => key ?? '').filter((key) => !keys.has(key)).map((key) => `${file}: ${key}`));
  expect(missing).toEqual([]);
});

test('no_page_carries_text_of_its_own', () => {
  expect(sources().filter(([, text]) => /\p{Script=Han}/u.test(text)).map(([file]) => file)).toEqual([]);
});

function sources(): [string, string][] {
  return ['desk/src', 'phone/src', 'my/src', 'chat/src', 'shared/src'].flatMap((folder) =>
    readdirSync(join(web, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file): [string, string] => [`${folder}/${file}`, readFileSync(join(web, folder, file), 'utf8')]));
}
