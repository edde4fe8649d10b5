import { assert, check, each } from '../lib/checks.js';

const claims = token => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
const forged = (token, change) => {
  const [head, body, signature] = token.split('.');
  const json = change(JSON.parse(Buffer.from(body, 'base64url').toString()));
  return `${head}.${Buffer.from(JSON.stringify(json)).toString('base64url')}.${signature}`;
};

check('A secret makes a token with conversation and lifetime', async ({ wire }) => {
  const token = await wire.token();
  assert.equal(typeof token.token, 'string');
  assert.equal(token.expires_in, 1800);
  assert.equal(claims(token.token).conv, token.conversationId);
  assert.equal(claims(token.token).user, undefined);
});

check('A token carries its user where clients look for it', async ({ wire }) => {
  const token = await wire.token({ user: { id: 'dl_akmal', name: '阿克马尔' } });
  assert.equal(claims(token.token).user, 'dl_akmal');
});

check('A token says no secret', async ({ wire, secret }) => {
  const token = await wire.token();
  assert.ok(!JSON.stringify(claims(token.token)).includes(secret));
});

each(['u1', 'DL_u1', 'dl-u1', ''], 'A user id that is not of the form dl_ is refused', async ({ wire }, id) => {
  const answer = await wire.call('POST', '/tokens/generate', { body: { user: { id } } });
  assert.deepEqual([answer.status, answer.code], [400, 'BadArgument']);
});

check('Making a token does not start the conversation', async ({ wire }) => {
  const token = await wire.token({ user: { id: 'dl_quiet' } });
  const answer = await wire.call('GET', `/conversations/${token.conversationId}?watermark=`, { as: token.token });
  assert.deepEqual([answer.status, answer.code], [404, 'ConversationNotFound']);
});

check('A token makes no token', async ({ wire }) => {
  const { token } = await wire.token();
  const answer = await wire.call('POST', '/tokens/generate', { as: token, body: {} });
  assert.deepEqual([answer.status, answer.code], [403, 'SecretRequired']);
});

check('Without credentials it is 401 with a code', async ({ wire }) => {
  const answer = await wire.call('POST', '/tokens/generate', { as: null, body: {} });
  assert.deepEqual([answer.status, answer.code], [401, 'MissingCredentials']);
  assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
});

each(['Basic eA==', 'Bearer', 'Bearer  '], 'A malformed header is 401', async ({ wire }, header) => {
  const answer = await wire.call('POST', '/tokens/generate', { as: null, body: {}, headers: { authorization: header } });
  assert.equal(answer.status, 401);
});

each(['wrong', 'x'.repeat(9000), 'a.b.c'], 'A wrong secret is 403', async ({ wire }, as) => {
  const answer = await wire.call('POST', '/conversations', { as, body: {} });
  assert.deepEqual([answer.status, answer.code], [403, 'BadToken']);
});

check('A token somebody changed is 403', async ({ wire }) => {
  const { token } = await wire.token({ user: { id: 'dl_a' } });
  const answer = await wire.call('POST', '/conversations', { as: forged(token, json => ({ ...json, user: 'dl_b' })), body: {} });
  assert.deepEqual([answer.status, answer.code], [403, 'BadToken']);
});

check('A token without signature and with algorithm none is 403', async ({ wire }) => {
  const { token } = await wire.token();
  const head = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
  const answer = await wire.call('POST', '/conversations', { as: `${head}.${token.split('.')[1]}.`, body: {} });
  assert.equal(answer.status, 403);
});

check('A token opens its own conversation only', async ({ wire }) => {
  const [mine, other] = [await wire.start(), await wire.start()];
  for (const answer of [await wire.say(other, 'hello', {}, mine.token), await wire.poll(other, '', mine.token)]) assert.equal(answer.status, 403);
});

check('The secret opens every conversation', async ({ wire, secret }) => {
  const conversation = await wire.start();
  assert.equal((await wire.poll(conversation, '', secret)).status, 200);
});

check('A refreshed token keeps conversation, user and origin of the visit', async ({ wire }) => {
  const first = await wire.token({ user: { id: 'dl_r' }, dealer: 'D1', campaign: 'autumn' });
  const answer = await wire.call('POST', '/tokens/refresh', { as: first.token });
  assert.equal(answer.status, 200);
  assert.equal(answer.json.conversationId, first.conversationId);
  const { user, dealer, campaign } = claims(answer.json.token);
  assert.deepEqual({ user, dealer, campaign }, { user: 'dl_r', dealer: 'D1', campaign: 'autumn' });
  assert.notEqual(answer.json.token, first.token);
});

check('A refreshed token can be refreshed again and works', async ({ wire }) => {
  const conversation = await wire.start();
  const second = (await wire.call('POST', '/tokens/refresh', { as: conversation.token })).json.token;
  const third = (await wire.call('POST', '/tokens/refresh', { as: second })).json.token;
  assert.equal((await wire.say(conversation, 'hello', {}, third)).status, 200);
});

check('The secret cannot be refreshed', async ({ wire }) => {
  const answer = await wire.call('POST', '/tokens/refresh');
  assert.deepEqual([answer.status, answer.code], [403, 'TokenRequired']);
});

check('Revoked tokens are 403, and the secret still reads', async ({ wire, secret }) => {
  const conversation = await wire.start();
  assert.equal((await wire.call('POST', `/conversations/${conversation.id}/revoke`)).status, 200);
  assert.deepEqual([(await wire.say(conversation, 'hello')).code, (await wire.poll(conversation)).code], ['TokenRevoked', 'TokenRevoked']);
  assert.equal((await wire.call('POST', '/tokens/refresh', { as: conversation.token })).status, 403);
  assert.equal((await wire.poll(conversation, '', secret)).status, 200);
});

check('A token cannot revoke', async ({ wire }) => {
  const conversation = await wire.start();
  assert.equal((await wire.call('POST', `/conversations/${conversation.id}/revoke`, { as: conversation.token })).status, 403);
});

check('A token for trusted pages serves these and nobody else', async ({ wire }) => {
  const { token } = await wire.token({ trustedOrigins: ['https://shop.example'] });
  const from = origin => wire.call('POST', '/conversations', { as: token, body: {}, headers: origin ? { origin } : {} });
  assert.deepEqual([(await from('https://evil.example')).code, (await from(null)).code], ['OriginNotTrusted', 'OriginNotTrusted']);
  assert.equal((await from('https://shop.example')).status, 201);
});

each([['ftp://a'], 'https://a', [5], Array(21).fill('https://a')], 'Trusted origins that are no addresses are 400', async ({ wire }, trustedOrigins) => {
  assert.equal((await wire.call('POST', '/tokens/generate', { body: { trustedOrigins } })).status, 400);
});

each(['[]', '{', '"x"', '{"user":5}'], 'A body that is no object is 400', async ({ wire }, raw) => {
  assert.equal((await wire.call('POST', '/tokens/generate', { raw, headers: { 'content-type': 'application/json' } })).status, 400);
});

check('An empty body makes a token too', async ({ wire }) => {
  assert.equal((await wire.call('POST', '/tokens/generate', { raw: '' })).status, 200);
});
