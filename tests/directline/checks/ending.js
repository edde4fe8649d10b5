import { assert, check } from '../lib/checks.js';
import { Socket } from '../lib/wire.js';

const end = (wire, conversation) => wire.post(conversation, { type: 'endOfConversation', code: 'userCancelled' });

check('After the end nothing can be posted, and the past can be read', async ({ wire }) => {
  const conversation = await wire.start();
  assert.equal((await end(wire, conversation)).status, 200);
  const late = await wire.say(conversation, 'too late');
  assert.deepEqual([late.status, late.code], [404, 'ConversationEnded']);
  const poll = await wire.poll(conversation);
  assert.equal(poll.status, 200);
  assert.ok(poll.json.activities.some(a => a.type === 'endOfConversation'));
});

check('After the end tokens are not refreshed and the start is refused', async ({ wire }) => {
  const conversation = await wire.start();
  await end(wire, conversation);
  assert.equal((await wire.call('POST', '/tokens/refresh', { as: conversation.token })).code, 'ConversationEnded');
  assert.equal((await wire.call('POST', '/conversations', { as: conversation.token, body: {} })).code, 'ConversationEnded');
});

check('A socket gets the end and closes after it', async ({ wire }) => {
  const conversation = await wire.start();
  const socket = await Socket.open(conversation.streamUrl);
  await end(wire, conversation);
  await socket.until(s => s.closed, 'the end');
  assert.equal(socket.activities.at(-1).type, 'endOfConversation');
  assert.equal(socket.closed, 1000);
});

check('Who was away at the end still gets it, and after that nothing', async ({ wire }) => {
  const conversation = await wire.start();
  await end(wire, conversation);
  const socket = await Socket.open((await wire.reconnect(conversation, '?watermark=0')).json.streamUrl);
  await socket.until(s => s.closed, 'the end');
  const mark = socket.sets.at(-1).watermark;
  const answer = await wire.reconnect(conversation, `?watermark=${mark}`);
  assert.deepEqual([answer.status, answer.code], [404, 'ConversationEnded']);
});

check('Twenty posts beside the end: each is stored before it or refused', async ({ wire }) => {
  const conversation = await wire.start();
  const posts = Array.from({ length: 20 }, (_, n) => n === 10 ? end(wire, conversation) : wire.post(conversation, { type: 'event', name: `n${n}` }));
  const accepted = (await Promise.all(posts)).filter(a => a.status === 200).map(a => a.json.id);
  const { json } = await wire.poll(conversation);
  assert.equal(json.activities.findIndex(a => a.type === 'endOfConversation'), json.activities.length - 1);
  assert.ok(accepted.every(id => json.activities.some(a => a.id === id)));
});
