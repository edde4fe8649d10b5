import { assert, check, each } from '../lib/checks.js';
import { fromBot } from '../lib/client.js';

const first = async (wire, conversation, type = 'message') => wire.polled(conversation, a => a.type === type && a.from.role === 'user', 'the echo');

check('A posted message gets an id of its conversation', async ({ wire }) => {
  const conversation = await wire.start();
  const answer = await wire.say(conversation, 'hello');
  assert.equal(answer.status, 200);
  assert.match(answer.json.id, new RegExp(`^${conversation.id}\\|\\d{7}$`));
});

check('What was answered for is stored before the answer', async ({ wire }) => {
  const conversation = await wire.start();
  const { json } = await wire.say(conversation, 'hello');
  const poll = await wire.poll(conversation);
  assert.equal(poll.json.activities[0].id, json.id);
});

check('The built-in bot answers', async ({ wire }) => {
  const conversation = await wire.start();
  await wire.say(conversation, 'hello', { locale: 'en-US' });
  const reply = await wire.polled(conversation, a => fromBot(a) && a.id.endsWith('|0000002'), 'the greeting');
  assert.equal(reply.from.id, 'crm-bot');
});

check('channelData and unknown members come back as they were', async ({ wire }) => {
  const conversation = await wire.start();
  const channelData = { clientActivityID: 'ca1', nested: { a: [1, 'x', null, true], 'ключ': '值 😀' } };
  await wire.say(conversation, '  你好 <b>&amp;\u2028', { channelData, unknown: { deep: [1.5, -0.001, 1e20] }, entities: [{ type: 'ClientCapabilities', supportsTts: true }] });
  const echo = await first(wire, conversation);
  assert.deepEqual(echo.channelData, channelData);
  assert.deepEqual(echo.unknown, { deep: [1.5, -0.001, 1e20] });
  assert.equal(echo.text, '  你好 <b>&amp;\u2028');
  assert.equal(echo.entities[0].type, 'ClientCapabilities');
});

check('The sender is who the token says, whatever was sent', async ({ wire }) => {
  const conversation = await wire.start({ user: { id: 'dl_me' } });
  await wire.say(conversation, 'hello', { from: { id: 'dl_somebody-else', role: 'bot', name: 'Me' } });
  const echo = await first(wire, conversation);
  assert.deepEqual(echo.from, { id: 'dl_me', role: 'user', name: 'Me' });
});

check('A page cannot speak as the bot', async ({ wire }) => {
  const conversation = await wire.start();
  await wire.say(conversation, 'hello', { from: { id: 'crm-bot', role: 'bot' } });
  assert.equal((await first(wire, conversation)).from.role, 'user');
});

check('A page cannot take an id that only tokens give, when it posts', async ({ wire }) => {
  const conversation = await wire.start();
  assert.equal((await wire.say(conversation, 'hello', { from: { id: 'dl_rich' } })).status, 400);
});

check('Members that belong to the channel are dropped or overwritten', async ({ wire }) => {
  const conversation = await wire.start();
  await wire.say(conversation, 'hello', {
    id: 'mine', timestamp: '2001-01-01T00:00:00Z', serviceUrl: 'https://evil.example', recipient: { id: 'x' }, callerId: 'urn:x', channelId: 'webchat', conversation: { id: 'other' },
    localTimestamp: '2026-11-22T09:00:00+05:00', localTimezone: 'Asia/Tashkent',
  });
  const echo = await first(wire, conversation);
  assert.deepEqual([echo.serviceUrl, echo.recipient, echo.callerId], [undefined, undefined, undefined]);
  assert.deepEqual([echo.channelId, echo.conversation.id, echo.localTimezone], ['directline', conversation.id, 'Asia/Tashkent']);
  assert.notEqual(echo.id, 'mine');
  assert.ok(echo.timestamp > '2026');
});

each([[{ type: 'message' }, {}], [{ type: 'message', from: {} }, {}], [{ type: 'message', from: { id: '' } }, {}]], 'Without a sender it is 400', async ({ wire }, [body]) => {
  const conversation = await wire.start();
  const answer = await wire.call('POST', `/conversations/${conversation.id}/activities`, { as: conversation.token, body });
  assert.deepEqual([answer.status, answer.code], [400, 'BadArgument']);
});

each(['trace', 'handoff', 'nonsense', 5, undefined, ''], 'A type this channel does not carry is 400', async ({ wire }, type) => {
  const conversation = await wire.start();
  assert.equal((await wire.post(conversation, { type, text: 'x' })).status, 400);
});

each([{ text: 5 }, { attachments: {} }, { attachments: [1] }, { from: 'u1' }, { locale: [] }, { entities: 'x' }], 'A member of the wrong type is 400', async ({ wire }, wrong) => {
  const conversation = await wire.start();
  assert.equal((await wire.post(conversation, { type: 'message', ...wrong })).status, 400);
});

each(['{', '[]', '"x"', 'null', '', '{"type":"message","type":"event","from":{"id":"u"}}', '['.repeat(5000)], 'A body that is no activity is 400', async ({ wire }, raw) => {
  const conversation = await wire.start();
  const answer = await wire.call('POST', `/conversations/${conversation.id}/activities`, { as: conversation.token, raw, headers: { 'content-type': 'application/json' } });
  assert.deepEqual([answer.status, answer.code], [400, 'BadArgument']);
});

each([[62, 200], [66, 400]], 'Sixty-four levels of JSON are the most', async ({ wire }, [levels, status]) => {
  const conversation = await wire.start();
  let value = 1;
  for (let n = 0; n < levels; n++) value = { v: value };
  assert.equal((await wire.post(conversation, { type: 'event', name: 'deep', value })).status, status);
});

each([[200, 200], [257, 413], [2000, 413]], 'An activity has at most 256 KiB', async ({ wire }, [kib, status]) => {
  const conversation = await wire.start();
  const answer = await wire.call('POST', `/conversations/${conversation.id}/activities`, {
    as: conversation.token, body: { type: 'message', from: { id: 'u1' }, text: 'x'.repeat(kib * 1024) }, headers: { origin: 'https://page.example' },
  });
  assert.equal(answer.status, status);
  if (status === 413) assert.equal(answer.code, 'MessageSizeTooBig');
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
});

check('Typing is not stored', async ({ wire }) => {
  const conversation = await wire.start();
  const answer = await wire.post(conversation, { type: 'typing' });
  assert.equal(answer.status, 200);
  assert.ok(answer.json.id);
  await wire.say(conversation, 'hello');
  assert.ok((await wire.poll(conversation)).json.activities.every(a => a.type !== 'typing'));
});

check('A conversationUpdate of a client is not shown to clients', async ({ wire }) => {
  const conversation = await wire.start();
  await wire.post(conversation, { type: 'conversationUpdate', membersAdded: [{ id: 'u1' }] });
  const welcome = await wire.polled(conversation, fromBot, 'the welcome');
  assert.ok(welcome);
  assert.ok((await wire.poll(conversation)).json.activities.every(a => a.type !== 'conversationUpdate'));
});

check('An event is echoed and nobody answers it', async ({ wire }) => {
  const conversation = await wire.start();
  await wire.post(conversation, { type: 'event', name: 'page/scrolled', value: { to: 5 } });
  assert.deepEqual((await first(wire, conversation, 'event')).value, { to: 5 });
});

check('Twenty at once get twenty numbers without a gap', async ({ wire }) => {
  const conversation = await wire.start();
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => wire.post(conversation, { type: 'event', name: `n${n}` })));
  const numbers = answers.map(a => Number(a.json.id.split('|')[1])).sort((a, b) => a - b);
  const { json } = await wire.poll(conversation);
  assert.equal(new Set(numbers).size, 20);
  assert.deepEqual(json.activities.map(a => Number(a.id.split('|')[1])), json.activities.map((_, n) => n));
});

check('A link in an attachment stays a link', async ({ wire }) => {
  const conversation = await wire.start();
  await wire.say(conversation, 'see', { attachments: [{ contentType: 'image/png', contentUrl: 'https://pictures.example/a.png', name: 'a.png' }] });
  assert.equal((await first(wire, conversation)).attachments[0].contentUrl, 'https://pictures.example/a.png');
});

check('A file inside an activity becomes a stored file', async ({ wire }) => {
  const conversation = await wire.start();
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  await wire.say(conversation, '', { attachments: [{ contentType: 'image/png', contentUrl: `data:image/png;base64,${pixel}`, name: 'p.png' }] });
  const { attachments } = await first(wire, conversation);
  assert.match(attachments[0].contentUrl, /^http.*\/v3\/directline\/files\//);
  const file = await fetch(attachments[0].contentUrl);
  assert.equal(Buffer.from(await file.arrayBuffer()).toString('base64'), pixel);
});

check("Nobody names another's stored file", async ({ wire }) => {
  const conversation = await wire.start();
  assert.equal((await wire.say(conversation, '', { attachments: [{ contentType: 'image/png', contentUrl: 'crm-media:123' }] })).status, 400);
});
