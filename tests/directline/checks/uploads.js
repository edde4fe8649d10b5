import { assert, check, each } from '../lib/checks.js';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

async function upload(wire, conversation, files, activity, query = '?userId=u1') {
  const form = new FormData();
  if (activity) form.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }));
  for (const [bytes, name, type] of files) form.append('file', new Blob([bytes], { type }), name);
  return wire.call('POST', `/conversations/${conversation.id}/upload${query}`, { as: conversation.token, raw: form });
}

const stored = (wire, conversation) => wire.polled(conversation, a => a.attachments?.length > 0, 'the message with files');

check('A form with two files and words becomes one message', async ({ wire }) => {
  const conversation = await wire.start();
  const answer = await upload(wire, conversation, [[png, 'a.png', 'image/png'], [Buffer.from('hello'), 'b.txt', 'text/plain']], { type: 'message', text: 'look', from: { id: 'u1' }, channelData: { clientActivityID: 'c1' } });
  assert.equal(answer.status, 200);
  const message = await stored(wire, conversation);
  assert.deepEqual([message.id, message.text, message.attachments.length, message.channelData.clientActivityID], [answer.json.id, 'look', 2, 'c1']);
  assert.deepEqual(message.attachments.map(a => [a.name, a.contentType]), [['a.png', 'image/png'], ['b.txt', 'text/plain']]);
});

check('Files without words need only the user of the address', async ({ wire }) => {
  const conversation = await wire.start();
  assert.equal((await upload(wire, conversation, [[png, 'a.png', 'image/png']])).status, 200);
  assert.equal((await stored(wire, conversation)).from.id, 'u1');
});

check('The user of the token wins over the address', async ({ wire }) => {
  const conversation = await wire.start({ user: { id: 'dl_up' } });
  await upload(wire, conversation, [[png, 'a.png', 'image/png']], null, '?userId=dl_other');
  assert.equal((await stored(wire, conversation)).from.id, 'dl_up');
});

check('A plain body is one file', async ({ wire }) => {
  const conversation = await wire.start();
  const answer = await wire.call('POST', `/conversations/${conversation.id}/upload?userId=u1`, {
    as: conversation.token, raw: png, headers: { 'content-type': 'image/png', 'content-disposition': 'name="file"; filename="photo.png"' },
  });
  assert.equal(answer.status, 200);
  assert.equal((await stored(wire, conversation)).attachments[0].contentType, 'image/png');
});

check('A file is read without credentials, exactly as it was sent', async ({ wire }) => {
  const conversation = await wire.start();
  await upload(wire, conversation, [[png, '照片.png', 'image/png']]);
  const [file] = (await stored(wire, conversation)).attachments;
  const answer = await fetch(file.contentUrl);
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), png);
  assert.equal(answer.headers.get('content-type'), 'image/png');
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  assert.match(answer.headers.get('content-disposition'), /^inline/);
  assert.equal(file.name, '照片.png');
});

each([[svg, 'x.svg', 'image/svg+xml'], [Buffer.from('<script>1</script>'), 'x.html', 'text/html'], [svg, 'x.png', 'image/png']], 'What is no picture is a download', async ({ wire }, file) => {
  const conversation = await wire.start();
  await upload(wire, conversation, [file]);
  const [kept] = (await stored(wire, conversation)).attachments;
  const answer = await fetch(kept.contentUrl);
  assert.match(answer.headers.get('content-disposition'), /^attachment/);
  assert.equal(answer.headers.get('content-type'), 'application/octet-stream');
  assert.match(answer.headers.get('content-security-policy'), /sandbox/);
  assert.ok(!kept.contentType.startsWith('image/'));
});

each(['../../etc/passwd', 'C:\\temp\\a.txt', 'a\u0001b.txt'], 'A path in a name is cut off', async ({ wire }, name) => {
  const conversation = await wire.start();
  await upload(wire, conversation, [[Buffer.from('x'), name, 'text/plain']]);
  const kept = (await stored(wire, conversation)).attachments[0].name;
  assert.match(kept, /^[^/\\\u0001]+$/);
});

each([['e', '1'], ['s', 'AAAA'], ['s', '']], 'A changed file address is 404', async ({ wire }, [member, value]) => {
  const conversation = await wire.start();
  await upload(wire, conversation, [[png, 'a.png', 'image/png']]);
  const url = new URL((await stored(wire, conversation)).attachments[0].contentUrl);
  url.searchParams.set(member, value);
  assert.equal((await fetch(url)).status, 404);
});

check('Eleven files are too many', async ({ wire }) => {
  const conversation = await wire.start();
  assert.equal((await upload(wire, conversation, Array(11).fill([png, 'a.png', 'image/png']))).status, 400);
});

each([4 * 1024 * 1024 + 1, 11 * 1024 * 1024], 'More than four megabytes are 413', async ({ wire }, size) => {
  const conversation = await wire.start();
  const answer = await upload(wire, conversation, [[Buffer.alloc(size), 'a.bin', 'application/octet-stream']]).catch(error => error);
  // A server may hang up on a body it will not read.
  assert.ok(answer instanceof Error || answer.status === 413);
});

each([['multipart/form-data', 'x'], ['multipart/form-data; boundary=b', '--b\r\nbroken'], ['', 'x']], 'A form that is none is 400', async ({ wire }, [type, raw]) => {
  const conversation = await wire.start();
  const answer = await wire.call('POST', `/conversations/${conversation.id}/upload?userId=u1`, { as: conversation.token, raw: Buffer.from(raw), headers: type ? { 'content-type': type } : {} });
  assert.equal(answer.status, 400);
});

check('Too many uploads in a minute are 429 with the time to wait', async ({ wire }) => {
  const conversation = await wire.start();
  let answer;
  for (let n = 0; n < 45 && answer?.status !== 429; n++) answer = await upload(wire, conversation, [[png, 'a.png', 'image/png']]);
  assert.equal(answer.status, 429);
  assert.ok(Number(answer.headers.get('retry-after')) > 0);
});

check('The desk gets the file', async ({ wire, host }) => {
  const conversation = await wire.start({ user: { id: 'dl_desk' } });
  await upload(wire, conversation, [[png, 'desk.png', 'image/png']]);
  const get = async path => (await fetch(host + path, { headers: { authorization: `Bearer ${process.env.API_TOKEN}` } })).json();
  for (let n = 0; n < 100; n++) {
    const { items } = await get('/api/v1/inquiries?channel=chatbot&limit=200');
    const inquiry = items.find(i => i.text === 'desk.png' && i.customerId);
    if (inquiry) {
      const { items: conversations } = await get(`/api/v1/conversations?customerId=${inquiry.customerId}`);
      const { items: messages } = await get(`/api/v1/conversations/${conversations[0].id}/messages`);
      const media = messages.find(m => m.media)?.media.id;
      if (media) {
        const file = await fetch(`${host}/api/v1/media/${media}`, { headers: { authorization: `Bearer ${process.env.API_TOKEN}` } });
        assert.deepEqual(Buffer.from(await file.arrayBuffer()), png);
        return;
      }
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  throw new Error('the desk never got the file');
});
