import { assert, check, each } from '../lib/checks.js';
import { fromBot } from '../lib/client.js';

check('A new conversation is 201 with token, lifetime and stream', async ({ wire }) => {
  const { token } = await wire.token();
  const answer = await wire.call('POST', '/conversations', { as: token, body: { user: {}, locale: 'en-US' } });
  assert.equal(answer.status, 201);
  assert.match(answer.json.streamUrl, /^wss?:\/\/.+\/v3\/directline\/conversations\/[0-9a-f]{32}\/stream\?watermark=0&t=/);
  assert.equal(answer.json.expires_in, 1800);
});

check('The same token again is 200 with the same conversation', async ({ wire }) => {
  const first = await wire.start();
  const answer = await wire.call('POST', '/conversations', { as: first.token, body: {} });
  assert.deepEqual([answer.status, answer.json.conversationId], [200, first.id]);
});

check('The secret starts a conversation of its own each time', async ({ wire }) => {
  const ids = await Promise.all([1, 2].map(async () => (await wire.call('POST', '/conversations', { body: {} })).json.conversationId));
  assert.notEqual(ids[0], ids[1]);
});

check('A user of the token is welcomed once, however often the start is repeated', async ({ wire }) => {
  const conversation = await wire.start({ user: { id: 'dl_welcome' } });
  await wire.call('POST', '/conversations', { as: conversation.token, body: {} });
  await wire.polled(conversation, fromBot, 'the welcome');
  await wire.post(conversation, { type: 'event', name: 'webchat/join', value: { language: 'en-US' } });
  await wire.say(conversation, 'thanks');
  await wire.polled(conversation, a => fromBot(a) && !/welcome|您好/i.test(a.text), 'the answer to the thanks');
  const { json } = await wire.poll(conversation);
  assert.equal(json.activities.filter(a => fromBot(a) && a.id.endsWith('|0000000')).length, 1);
  assert.equal(json.activities.filter(fromBot).length, 2);
});

check('A user named at the start is welcomed', async ({ wire }) => {
  const conversation = await wire.start({}, { user: { id: 'u_test' }, locale: 'en-US' });
  await wire.polled(conversation, a => fromBot(a) && /welcome/i.test(a.text), 'the welcome');
});

check('Nobody named is welcomed with the join of the page, in its language', async ({ wire }) => {
  const conversation = await wire.start();
  await wire.post(conversation, { type: 'event', name: 'webchat/join', value: { language: 'zh-CN' } });
  await wire.polled(conversation, a => fromBot(a) && /[一-龥]/.test(a.text), 'a Chinese welcome');
});

each([['en-US', /welcome/i], ['zh-CN', /[一-龥]/]], 'The welcome is in the locale of the start', async ({ wire }, [locale, words]) => {
  const conversation = await wire.start({ user: { id: 'dl_locale' } }, { locale });
  await wire.polled(conversation, a => fromBot(a) && words.test(a.text), `a welcome in ${locale}`);
});

check('A locale of the wrong type stops nobody', async ({ wire }) => {
  const conversation = await wire.start({ user: { id: 'dl_odd' } }, { locale: { x: 'test' } });
  await wire.polled(conversation, fromBot, 'the welcome');
});

check('A page cannot take an id that only tokens give', async ({ wire }) => {
  const { token } = await wire.token();
  assert.equal((await wire.call('POST', '/conversations', { as: token, body: { user: { id: 'dl_x' } } })).status, 400);
});

check('A body that is no JSON is 400', async ({ wire }) => {
  const { token } = await wire.token();
  assert.equal((await wire.call('POST', '/conversations', { as: token, raw: '{' })).status, 400);
});

each(['0'.repeat(32), 'x', '..%2f..%2fhealth'], 'An unknown conversation is 404', async ({ wire, secret }, id) => {
  for (const path of [`/conversations/${id}?watermark=`, `/conversations/${id}/activities`]) assert.equal((await wire.call('GET', path, { as: secret })).status, 404);
});

check('An unknown path is 404', async ({ wire }) => {
  assert.equal((await wire.call('GET', '/nowhere')).status, 404);
});

check('A wrong method is 405 or 404 in the form clients know', async ({ wire }) => {
  const answer = await wire.call('DELETE', '/conversations');
  assert.ok([404, 405].includes(answer.status));
  assert.ok(answer.code);
});

check('A session id is given', async ({ wire }) => {
  const answer = await wire.call('GET', '/session/getsessionid', { as: null });
  assert.equal(answer.status, 200);
  assert.ok(answer.json.sessionId);
});
