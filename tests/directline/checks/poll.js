import { assert, check, each } from '../lib/checks.js';

check('Polling with the mark gives only what is new', async ({ wire }) => {
  const conversation = await wire.start();
  await wire.post(conversation, { type: 'event', name: 'one' });
  const first = (await wire.poll(conversation)).json;
  assert.ok(first.activities.some(a => a.name === 'one'));
  await wire.post(conversation, { type: 'event', name: 'two' });
  const names = (await wire.poll(conversation, first.watermark)).json.activities.map(a => a.name);
  assert.ok(names.includes('two') && !names.includes('one'));
});

check('Nothing new is an empty set with the same mark', async ({ wire }) => {
  const conversation = await wire.start();
  const { status, json } = await wire.poll(conversation);
  assert.deepEqual([status, json], [200, { activities: [], watermark: '0' }]);
});

each(['', 'garbage', '-5', '%F0%9F', '1.5'], 'A mark that is none means from the start', async ({ wire }, mark) => {
  const conversation = await wire.start();
  await wire.post(conversation, { type: 'event', name: 'one' });
  const { status, json } = await wire.poll(conversation, mark);
  assert.equal(status, 200);
  assert.ok(json.activities.some(a => a.name === 'one'));
});

check('Without the parameter it is from the start too', async ({ wire }) => {
  const conversation = await wire.start();
  await wire.post(conversation, { type: 'event', name: 'one' });
  const { json } = await wire.call('GET', `/conversations/${conversation.id}/activities`, { as: conversation.token });
  assert.ok(json.activities.some(a => a.name === 'one'));
});
