import { assert, check } from '../lib/checks.js';
import { fromBot } from '../lib/client.js';
import { Socket } from '../lib/wire.js';

const group = { group: 'nodes' };
const onOther = (url, otherHost) => url.replace(/^ws:\/\/[^/]+/, otherHost.replace('http', 'ws'));

check('What is posted to one node streams from the other at once', async ({ wire, otherHost }) => {
  const conversation = await wire.start({ user: { id: 'dl_n' } }, { locale: 'en-US' });
  const socket = await Socket.open(onOther(conversation.streamUrl, otherHost));
  await socket.activity(fromBot, 'the welcome');
  const { json } = await wire.say(conversation, 'hello');
  const posted = Date.now();
  await socket.activity(a => a.id === json.id, 'the echo');
  assert.ok(Date.now() - posted < 5000, 'it came with the keep-alive only');
  await socket.until(s => s.activities.filter(fromBot).length >= 2, 'the answer');
  socket.close();
}, group);

check('A socket address serves once among both nodes', async ({ wire, otherHost }) => {
  const conversation = await wire.start();
  const socket = await Socket.open(conversation.streamUrl);
  await assert.rejects(Socket.open(onOther(conversation.streamUrl, otherHost)), { status: 403 });
  socket.close();
}, group);

check('Posts to both nodes at once share one order without gaps', async ({ wire, other }) => {
  const conversation = await wire.start();
  const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 ? wire : other).post(conversation, { type: 'event', name: `n${n}` })));
  assert.ok(answers.every(a => a.status === 200));
  const [here, there] = await Promise.all([wire.poll(conversation), other.poll(conversation)]);
  const ids = here.json.activities.map(a => a.id);
  assert.deepEqual(ids.slice(0, 40).map(id => Number(id.split('|')[1])), Array.from({ length: 40 }, (_, n) => n));
  assert.deepEqual(there.json.activities.slice(0, 40).map(a => a.id), ids.slice(0, 40));
}, group);

check('Typing crosses nodes', async ({ wire, otherHost }) => {
  const conversation = await wire.start();
  const socket = await Socket.open(onOther(conversation.streamUrl, otherHost));
  await wire.post(conversation, { type: 'typing' });
  await socket.activity(a => a.type === 'typing', 'typing');
  socket.close();
}, group);

check('Revoking on one node closes the sockets of the other', async ({ wire, other, otherHost }) => {
  const conversation = await wire.start();
  const socket = await Socket.open(onOther(conversation.streamUrl, otherHost));
  await wire.call('POST', `/conversations/${conversation.id}/revoke`);
  await socket.until(s => s.closed === 1008, 'the end');
  assert.equal((await other.poll(conversation)).status, 403);
}, group);
