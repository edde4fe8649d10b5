import { describe, expect, test } from 'vitest';
import { translator } from '../src/i18n.tsx';
import { dialable, formatPhone, isMasked } from '../src/phone-number.ts';
import { carName, channelOf, localized } from '../src/text.ts';
import { momentText } from '../src/time.ts';

describe('a phone number', () => {
  test.each([
    ['+8613800138000', '138 0013 8000', '+8613800138000'],
    ['+86138****8000', '138 **** 8000', null],
    ['+998901234567', '+998901234567', '+998901234567'],
  ])('%s_is_shown_as_%s', (number, text, dial) => {
    expect(formatPhone(number)).toBe(text);
    expect(dialable(number)).toBe(dial);
    expect(isMasked(number)).toBe(dial === null);
  });
});

test('a_moment_of_today_is_a_time_and_another_day_is_named', () => {
  const now = Date.parse('2026-03-02T07:00:00Z');
  expect(momentText('2026-03-02T07:10:00Z', 'zh-CN', now, 'Asia/Shanghai')).toBe('15:10');
  expect(momentText('2026-03-03T01:00:00Z', 'zh-CN', now, 'Asia/Shanghai')).toContain('3月3日');
  expect(momentText('2027-03-03T01:00:00Z', 'zh-CN', now, 'Asia/Shanghai')).toContain('2027');
  expect(momentText(null, 'zh-CN', now)).toBe('–');
});

test('a_car_is_not_named_twice', () => {
  expect(carName({ brand: 'Aurora', series: 'Aurora E5', model: null })).toBe('Aurora E5');
  expect(carName({ brand: 'Aurora', series: 'E5', model: 'E5' })).toBe('Aurora E5');
  expect(carName(null)).toBe('');
});

test('a_word_the_pages_do_not_know_is_shown_as_it_came', () => {
  const t = translator('en');
  expect(t.word('stage', 'test_driven')).toBe('Test-driven');
  expect(t.word('stage', 'something-new')).toBe('something-new');
  expect(t.word('stage', null)).toBe('–');
});

test('an_identity_names_its_channel', () => {
  expect(channelOf('wecom:ww1:wm2')).toBe('wecom');
  expect(channelOf('web-form')).toBe('web-form');
});

test('a_title_falls_back_to_any_language', () => {
  expect(localized({ en: 'WeCom' }, 'zh-CN')).toBe('WeCom');
  expect(localized(null, 'en')).toBe('');
});
