import { assert, check, each } from '../lib/checks.js';
import { fromBot } from '../lib/client.js';
import { Socket } from '../lib/wire.js';

check('Echo and answer come over the stream, with marks that grow', async ({ wire }) => {
  const conversation = await wire.start({ user: { id: 'dl_s' } }, { locale: 'en-US' });
  const socket = await Socket.open(conversation.streamUrl);
  await socket.activity(fromBot, 'the welcome');
  const { json } = await wire.say(conversation, 'hello');
  await socket.activity(a => a.id === json.id, 'the echo');
  await socket.until(s => s.activities.filter(fromBot).length >= 2, 'the answer');
  const marks = socket.sets.map(set => Number(set.watermark));
  assert.deepEqual(marks, [...marks].sort((a, b) => a - b));
  socket.close();
});

check('What was stored before the socket opened comes first', async ({ wire }) => {
  const conversation = await wire.start();
  const ids = [];
  for (const text of ['one', 'two']) ids.push((await wire.post(conversation, { type: 'event', name: text })).json.id);
  const socket = await Socket.open(conversation.streamUrl);
  await socket.until(s => ids.every(id => s.activities.some(a => a.id === id)), 'both');
  socket.close();
});

check('Stream and poll tell the same in the same order', async ({ wire }) => {
  const conversation = await wire.start({ user: { id: 'dl_o' } });
  const socket = await Socket.open(conversation.streamUrl);
  await Promise.all(Array.from({ length: 10 }, (_, n) => wire.post(conversation, { type: 'event', name: `n${n}` })));
  await socket.until(s => s.activities.filter(a => a.type === 'event').length === 10 && s.activities.some(fromBot), 'all');
  const { json } = await wire.poll(conversation);
  assert.deepEqual(socket.activities.map(a => a.id), json.activities.map(a => a.id));
  socket.close();
});

check('A socket address serves once', async ({ wire }) => {
  const conversation = await wire.start();
  const socket = await Socket.open(conversation.streamUrl);
  await assert.rejects(Socket.open(conversation.streamUrl), { status: 403 });
  socket.close();
});

check('A socket address serves its own conversation', async ({ wire }) => {
  const [mine, other] = [await wire.start(), await wire.start()];
  await assert.rejects(Socket.open(mine.streamUrl.replace(mine.id, other.id)), { status: 403 });
});

check('A socket address serves the page that asked for it', async ({ wire }) => {
  const { token } = await wire.token();
  const start = () => wire.call('POST', '/conversations', { as: token, body: {}, headers: { origin: 'https://shop.example' } });
  await assert.rejects(Socket.open((await start()).json.streamUrl, { origin: 'https://evil.example' }), { status: 403 });
  await assert.rejects(Socket.open((await start()).json.streamUrl), { status: 403 });
  const socket = await Socket.open((await start()).json.streamUrl, { origin: 'https://shop.example' });
  socket.close();
});

each(['', 'AAAA', '%00', 'x'.repeat(54)], 'A made-up socket address is 403', async ({ wire }, ticket) => {
  const conversation = await wire.start();
  await assert.rejects(Socket.open(conversation.streamUrl.replace(/t=.*/, `t=${ticket}`)), { status: 403 });
});

check('A stream without a socket is 400', async ({ wire }) => {
  const conversation = await wire.start();
  assert.equal((await wire.call('GET', `/conversations/${conversation.id}/stream?t=x`, { as: null })).status, 400);
});

check('Several sockets of a conversation all get everything', async ({ wire }) => {
  const conversation = await wire.start();
  const urls = [conversation.streamUrl];
  for (let n = 0; n < 2; n++) urls.push((await wire.reconnect(conversation, '?watermark=0')).json.streamUrl);
  const sockets = await Promise.all(urls.map(url => Socket.open(url)));
  const { json } = await wire.say(conversation, 'hello');
  for (const socket of sockets) {
    await socket.activity(a => a.id === json.id, 'the echo');
    socket.close();
  }
});

check('Frames are text, and empty ones keep the socket alive', async ({ wire }) => {
  const conversation = await wire.start({ user: { id: 'dl_k' } });
  const socket = await Socket.open(conversation.streamUrl);
  await socket.until(s => s.frames.includes(''), 'an empty frame', 40000);
  assert.ok(socket.frames.every(frame => typeof frame === 'string'));
  socket.close();
});

check('What a client says into a socket is ignored', async ({ wire }) => {
  const conversation = await wire.start();
  const socket = await Socket.open(conversation.streamUrl);
  for (const said of ['', '{}', 'x'.repeat(4000), Buffer.from([1, 2, 3])]) socket.ws.send(said);
  const { json } = await wire.say(conversation, 'hello');
  await socket.activity(a => a.id === json.id, 'the echo');
  assert.equal(socket.closed, null);
  socket.close();
});

check('A client that says too much is shown out with 1009', async ({ wire }) => {
  const conversation = await wire.start();
  const socket = await Socket.open(conversation.streamUrl);
  socket.ws.send('x'.repeat(5000));
  await socket.until(s => s.closed, 'the end');
  assert.equal(socket.closed, 1009);
});

check('Typing goes to the stream and moves no mark', async ({ wire }) => {
  const conversation = await wire.start();
  const socket = await Socket.open(conversation.streamUrl);
  await wire.post(conversation, { type: 'typing' });
  await socket.activity(a => a.type === 'typing', 'typing');
  const set = socket.sets.find(s => s.activities.some(a => a.type === 'typing'));
  assert.equal(set.watermark, undefined);
  socket.close();
});

check('Reconnecting with a mark gives what came after it, once', async ({ wire }) => {
  const conversation = await wire.start();
  const socket = await Socket.open(conversation.streamUrl);
  await wire.post(conversation, { type: 'event', name: 'before' });
  await socket.activity(a => a.name === 'before', 'the first');
  const mark = socket.sets.at(-1).watermark;
  socket.ws.terminate();
  await wire.post(conversation, { type: 'event', name: 'away' });
  const answer = await wire.reconnect(conversation, `?watermark=${mark}`);
  assert.equal(answer.status, 200);
  assert.ok(answer.json.token);
  const again = await Socket.open(answer.json.streamUrl);
  await again.activity(a => a.name === 'away', 'what came meanwhile');
  assert.equal(again.activities.filter(a => a.name === 'away').length, 1);
  assert.ok(again.activities.every(a => a.name !== 'before'));
  again.close();
});

check('Reconnecting with an empty mark loses nothing that was never received', async ({ wire }) => {
  const conversation = await wire.start();
  const socket = await Socket.open(conversation.streamUrl);
  socket.ws.terminate();
  await wire.post(conversation, { type: 'event', name: 'missed' });
  const again = await Socket.open((await wire.reconnect(conversation)).json.streamUrl);
  await again.activity(a => a.name === 'missed', 'the missed one');
  again.close();
});

check('Reconnecting without a mark gives only what is new', async ({ wire }) => {
  const conversation = await wire.start();
  await wire.post(conversation, { type: 'event', name: 'old' });
  await wire.polled(conversation, fromBot, 'the welcome');
  const socket = await Socket.open((await wire.reconnect(conversation, '')).json.streamUrl);
  await wire.post(conversation, { type: 'event', name: 'new' });
  await socket.activity(a => a.name === 'new', 'the new one');
  assert.ok(socket.activities.every(a => a.name !== 'old'));
  socket.close();
});

each(['garbage', '-1', '99999999999999999999', '1e3', '0x1'], 'A mark that is none does no harm', async ({ wire }, mark) => {
  const conversation = await wire.start();
  await wire.post(conversation, { type: 'event', name: 'there' });
  const answer = await wire.reconnect(conversation, `?watermark=${encodeURIComponent(mark)}`);
  assert.equal(answer.status, 200);
  const socket = await Socket.open(answer.json.streamUrl);
  await socket.activity(a => a.name === 'there', 'everything');
  socket.close();
});

check('A mark from the future is the newest', async ({ wire }) => {
  const conversation = await wire.start();
  const socket = await Socket.open((await wire.reconnect(conversation, '?watermark=500')).json.streamUrl);
  await wire.post(conversation, { type: 'event', name: 'later' });
  await socket.activity(a => a.name === 'later', 'what came later');
  socket.close();
});

check('Sockets of revoked tokens close with 1008', async ({ wire }) => {
  const conversation = await wire.start();
  const socket = await Socket.open(conversation.streamUrl);
  await wire.call('POST', `/conversations/${conversation.id}/revoke`);
  await socket.until(s => s.closed, 'the end');
  assert.equal(socket.closed, 1008);
});

check('A client that never reads is let go and finds everything later', async ({ wire }) => {
  const conversation = await wire.start();
  const socket = await Socket.open(conversation.streamUrl);
  socket.ws._socket.pause();
  for (let n = 0; n < 90; n++) await wire.post(conversation, { type: 'event', name: `big${n}`, value: 'x'.repeat(200 * 1024) });
  await new Promise(resolve => setTimeout(resolve, 20000));
  socket.ws._socket.resume();
  await socket.until(s => s.closed, 'the end', 30000);
  const again = await Socket.open((await wire.reconnect(conversation, `?watermark=${socket.sets.at(-1)?.watermark ?? 0}`)).json.streamUrl);
  await again.activity(a => a.name === 'big89', 'the last one');
  again.close();
}, { group: 'slow' });
