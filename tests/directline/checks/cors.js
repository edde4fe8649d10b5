import { assert, check, each } from '../lib/checks.js';

const preflight = (wire, path, headers) => wire.call('OPTIONS', path, {
  as: null, headers: { origin: 'https://page.example', 'access-control-request-method': 'POST', 'access-control-request-headers': headers },
});

each([
  ['/conversations', 'authorization,content-type,x-ms-bot-agent,x-requested-with'],
  ['/conversations/x/activities', 'authorization,content-type,x-ms-bot-agent,x-requested-with'],
  ['/conversations/x/upload', 'authorization,x-ms-bot-agent,x-requested-with'],
  ['/tokens/refresh', 'authorization,x-ms-bot-agent,x-requested-with'],
], 'A browser that asks first may do what Web Chat does', async ({ wire }, [path, headers]) => {
  const answer = await preflight(wire, path, headers);
  assert.equal(answer.status, 204);
  const allowed = answer.headers.get('access-control-allow-headers').split(',').map(h => h.trim());
  for (const header of headers.split(',')) assert.ok(allowed.includes(header), header);
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  assert.match(answer.headers.get('access-control-allow-methods'), /GET.*POST|POST.*GET/);
  assert.ok(Number(answer.headers.get('access-control-max-age')) > 0);
});

each([
  ['GET', '/nowhere', 404], ['POST', '/tokens/generate', 401], ['POST', '/conversations', 401], ['GET', `/conversations/${'0'.repeat(32)}/activities`, 401],
  ['POST', `/conversations/${'0'.repeat(32)}/activities`, 401], ['POST', `/conversations/${'0'.repeat(32)}/upload`, 401],
], 'Errors can be read by a page too', async ({ wire }, [method, path, status]) => {
  const answer = await wire.call(method, path, { as: null, raw: method === 'POST' ? '{}' : undefined, headers: { origin: 'https://page.example' } });
  assert.equal(answer.status, status);
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  assert.ok(answer.code);
});

check('The call with cookies names the page', async ({ wire }) => {
  const answer = await wire.call('GET', '/session/getsessionid', { as: null, headers: { origin: 'https://page.example' } });
  assert.equal(answer.headers.get('access-control-allow-origin'), 'https://page.example');
  assert.equal(answer.headers.get('access-control-allow-credentials'), 'true');
});

check('The time to wait can be read by a page', async ({ wire }) => {
  const answer = await wire.call('GET', '/nowhere', { headers: { origin: 'https://page.example' } });
  assert.match(answer.headers.get('access-control-expose-headers'), /retry-after/i);
});
