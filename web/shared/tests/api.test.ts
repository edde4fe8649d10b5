import { afterEach, expect, test, vi } from 'vitest';
import { ApiError, call, setCsrfToken, withQuery } from '../src/api.ts';
import { remedy } from '../src/errors.ts';
import { translator } from '../src/i18n.tsx';

afterEach(() => {
  vi.unstubAllGlobals();
  setCsrfToken(null);
});

function answer(response: () => Response) {
  const fetch = vi.fn((_url: string, _init: RequestInit) => Promise.resolve(response()));
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

const problem = (status: number, body: object) => () => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json' } });

async function failure(work: Promise<unknown>): Promise<ApiError> {
  const error = await work.then(() => null, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

test('a_write_carries_the_csrf_token_and_the_version_it_was_made_from', async () => {
  const fetch = answer(() => new Response('{}'));
  setCsrfToken('token-1');
  await call('/api/v1/callbacks/1/claim', { method: 'POST', body: {}, ifMatch: 7 });
  const headers = new Headers(fetch.mock.calls[0]?.[1].headers);
  expect(headers.get('X-CSRF-Token')).toBe('token-1');
  expect(headers.get('If-Match')).toBe('"7"');
});

test('a_read_carries_no_csrf_token', async () => {
  const fetch = answer(() => new Response('{}'));
  setCsrfToken('token-1');
  await call('/api/v1/leads');
  expect(new Headers(fetch.mock.calls[0]?.[1].headers).has('X-CSRF-Token')).toBe(false);
});

test('an_empty_answer_is_no_error', async () => {
  answer(() => new Response(null, { status: 204 }));
  await expect(call('/api/v1/session', { method: 'DELETE' })).resolves.toBeUndefined();
});

test('a_known_code_is_explained_in_the_readers_language', async () => {
  answer(problem(412, { code: 'version-conflict', detail: 'Somebody changed this meanwhile.' }));
  const error = await failure(call('/api/v1/callbacks/1/claim', { method: 'POST' }));
  expect(remedy(error, translator('en'))).toContain('what you wrote is still here');
  expect(remedy(error, translator('zh-CN'))).toContain('你填的内容还在');
});

test('an_unknown_code_shows_what_the_server_said', async () => {
  answer(problem(422, { code: 'bad-weight', detail: 'weight lies between 1 and 1000.' }));
  expect(remedy(await failure(call('/api/v1/dealers')), translator('en'))).toBe('weight lies between 1 and 1000. (bad-weight)');
});

test('an_answer_that_is_not_json_still_becomes_an_error_with_a_remedy', async () => {
  answer(() => new Response('<html>Bad gateway</html>', { status: 502 }));
  const error = await failure(call('/api/v1/leads'));
  expect(error.code).toBe('server-error');
});

test('no_network_is_told_apart_from_a_refusal', async () => {
  vi.stubGlobal('fetch', vi.fn(() => Promise.reject(new TypeError('failed'))));
  expect((await failure(call('/api/v1/leads'))).code).toBe('offline');
});

test('empty_filters_are_left_out_of_the_address', () => {
  expect(withQuery('/leads', { stage: undefined, dealerId: '', limit: 50, q: '+86 1' })).toBe('/leads?limit=50&q=%2B86+1');
});
