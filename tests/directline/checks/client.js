// The happy and unhappy paths of the client's own suite, in both versions, over both ways.
import http from 'node:http';
import { assert, check, each } from '../lib/checks.js';
import { Client, Status, fromBot, versions } from '../lib/client.js';

const ways = versions.flatMap(version => [true, false].flatMap(webSocket => [true, false].map(token => ({ version, webSocket, token }))));
const named = ({ version, webSocket, token }) => `${version}, ${webSocket ? 'WebSocket' : 'REST'}, ${token ? 'token' : 'secret'}`;

async function connect({ wire, host, secret }, way, options = {}, tokenBody) {
  const credentials = way.token ? { token: (await wire.token(tokenBody)).token } : { secret };
  return new Client(way.version, host, { webSocket: way.webSocket, ...credentials, ...options });
}

function eachWay(name, run) {
  for (const way of ways) check(`${name} [${named(way)}]`, context => run(context, way));
}

eachWay('A message is echoed with the id the post got, and answered', async (context, way) => {
  const client = await connect(context, way);
  const id = await client.say('hello', { locale: 'en-US' });
  assert.match(id, /\|\d{7}$/);
  await client.activity(a => a.id === id, 'the echo');
  await client.activity(a => fromBot(a) && /what can we do/i.test(a.text), 'the answer');
  assert.equal(client.status, Status.Online);
  assert.equal(new Set(client.activities.map(a => a.id)).size, client.activities.length);
  client.end();
});

eachWay('Who is named at the start is welcomed', async (context, way) => {
  const client = await connect(context, way, { user: 'u_test', conversationStartProperties: { locale: 'en-US' } });
  await client.activity(a => fromBot(a) && /welcome/i.test(a.text), 'the welcome');
  client.end();
});

each(versions, 'A user set before connecting is welcomed and named as sender', async (context, version) => {
  const client = await connect(context, { version, webSocket: true, token: false }, { user: 'u_set' });
  await client.post({ type: 'message', text: 'hello' });
  const echo = await client.activity(a => a.from.role === 'user', 'the echo');
  assert.equal(echo.from.id, 'u_set');
  client.end();
});

each(versions, 'A user of the token cannot be changed by the page', async (context, version) => {
  const client = await connect(context, { version, webSocket: true, token: true }, {}, { user: { id: 'dl_fixed' } });
  client.line.setUserId('u_other');
  await client.say('hello');
  assert.equal((await client.activity(a => a.from.role === 'user', 'the echo')).from.id, 'dl_fixed');
  client.end();
});

each(versions.flatMap(v => [['en-US', /welcome/i, v], ['zh-CN', /[一-龥]/, v]]), 'The locale of the start reaches the bot', async (context, [locale, words, version]) => {
  const client = await connect(context, { version, webSocket: true, token: true }, { conversationStartProperties: { locale } }, { user: { id: 'dl_l' } });
  await client.activity(a => fromBot(a) && words.test(a.text), 'the welcome');
  client.end();
});

each(versions, 'A locale of the wrong type stops nobody', async (context, version) => {
  const client = await connect(context, { version, webSocket: true, token: true }, { conversationStartProperties: { locale: { x: 'test' } } }, { user: { id: 'dl_w' } });
  await client.activity(fromBot, 'the welcome');
  client.end();
});

eachWay('Two files and words are uploaded as one message', async (context, way) => {
  const files = http.createServer((request, answer) => answer.end(request.url === '/a.png' ? Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]) : 'text')).listen(0, '127.0.0.1');
  await new Promise(resolve => files.once('listening', resolve));
  const at = `http://127.0.0.1:${files.address().port}`;
  const client = await connect(context, way);
  await client.say('with files', {
    attachments: [{ contentType: 'image/png', contentUrl: `${at}/a.png`, name: 'a.png' }, { contentType: 'text/plain', contentUrl: `${at}/b.txt`, name: 'b.txt' }],
  });
  const echo = await client.activity(a => a.attachments?.length === 2, 'the files');
  assert.deepEqual([echo.text, echo.attachments.map(a => a.name)], ['with files', ['a.png', 'b.txt']]);
  assert.equal((await fetch(echo.attachments[1].contentUrl)).status, 200);
  client.end();
  files.close();
});

each(versions, 'A broken socket is opened again by itself and nothing is missing or double', async (context, version) => {
  const { wire } = context;
  const client = await connect(context, { version, webSocket: true, token: true }, {}, { user: { id: 'dl_b' } });
  await client.say('hello');
  await client.until(() => client.activities.filter(fromBot).length >= 2, 'welcome and answer');
  client.line.webSocketConnection?.close?.();
  const conversation = { id: client.line.conversationId, token: client.line.token };
  await wire.post(conversation, { type: 'event', name: 'meanwhile' });
  await client.activity(a => a.name === 'meanwhile', 'what came meanwhile', 40000);
  await client.say('again');
  await client.activity(a => a.text === 'again', 'the next one', 40000);
  const ids = client.activities.map(a => a.id);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(ids, [...ids].sort());
  client.end();
});

each(versions, 'A second client of the conversation sees what the first one says', async (context, version) => {
  const { wire, host } = context;
  const conversation = await wire.start({ user: { id: 'dl_two' } });
  const first = new Client(version, host, { token: conversation.token, conversationId: conversation.id });
  const second = new Client(version, host, { token: conversation.token, conversationId: conversation.id });
  await Promise.all([first, second].map(c => c.until(() => c.status === Status.Online, 'connected')));
  const id = await first.say('hello');
  await Promise.all([first, second].map(c => c.activity(a => a.id === id, 'the message')));
  first.end();
  second.end();
});

each(versions, 'A wrong token fails for good', async ({ host }, version) => {
  const client = new Client(version, host, { token: 'wrong' });
  await client.until(() => client.status === Status.FailedToConnect, 'the failure');
  client.end();
});

each(versions, 'A conversation that is unknown fails to connect', async ({ wire, host }, version) => {
  const { token } = await wire.token();
  const client = new Client(version, host, { token, conversationId: '0'.repeat(32) });
  await client.until(() => client.error || client.status === Status.ExpiredToken || client.status === Status.FailedToConnect, 'the failure');
  client.end();
});

each(versions, 'A post after the end errors with 404', async (context, version) => {
  const client = await connect(context, { version, webSocket: false, token: true });
  await client.post({ type: 'endOfConversation' });
  await assert.rejects(client.say('too late'), error => error.status === 404);
  client.end();
});

each(versions, 'A revoked token makes a post wait for a new one', async (context, version) => {
  const { wire } = context;
  const client = await connect(context, { version, webSocket: false, token: true });
  await client.say('hello');
  await wire.call('POST', `/conversations/${client.line.conversationId}/revoke`);
  assert.equal(await client.say('again'), 'retry');
  await client.until(() => client.statuses.includes(Status.ExpiredToken), 'the expired token');
  client.end();
});

each(versions, 'Forty messages at once come back once each, in the order of their numbers', async (context, version) => {
  const client = await connect(context, { version, webSocket: true, token: true });
  const ids = await Promise.all(Array.from({ length: 40 }, (_, n) => client.post({ type: 'event', name: `n${n}` })));
  await client.until(() => ids.every(id => client.activities.some(a => a.id === id)), 'all echoes');
  const events = client.activities.filter(a => a.type === 'event').map(a => a.id);
  assert.deepEqual(events, [...ids].sort());
  client.end();
});
