import { assert, ask, check } from '../lib/checks.js';
import { Client, fromBot, versions } from '../lib/client.js';

const group = { group: 'kill' };

check('A host killed between post and reconnect loses nothing and uses no id twice', async ({ wire, host }) => {
  const clients = await Promise.all(versions.map(async version => {
    const { token } = await wire.token({ user: { id: 'dl_kill' } });
    const client = new Client(version, host, { token });
    await client.say('hello', { locale: 'en-US' });
    await client.until(() => client.activities.filter(fromBot).length >= 2, 'welcome and answer');
    return client;
  }));
  // Posted and killed at once: whatever was answered for must be there, its answer too.
  const posted = await Promise.all(clients.flatMap(client => Array.from({ length: 5 }, (_, n) => client.post({ type: 'event', name: `before${n}` }))));
  const last = await Promise.all(clients.map(client => client.say('thanks', { locale: 'en-US' })));
  await ask('kill');
  for (const client of clients) {
    await client.until(() => client.activities.filter(fromBot).length >= 3, 'the answer after the restart', 60000);
    const id = await client.say('hello', { locale: 'en-US' });
    await client.activity(a => a.id === id, 'the echo after the restart', 60000);
    const ids = client.activities.map(a => a.id);
    assert.equal(new Set(ids).size, ids.length, 'an id came twice');
    assert.deepEqual(ids, [...ids].sort());
    assert.equal(client.activities.filter(a => fromBot(a)).length >= 3, true);
  }

  const seen = new Set(clients.flatMap(client => client.activities.map(a => a.id)));
  for (const id of [...posted, ...last]) assert.ok(seen.has(id), `${id} was answered for and is lost`);
  for (const client of clients) client.end();
}, group);

check('A host that stops says so to its sockets, and they come back', async ({ wire, host }) => {
  const { token } = await wire.token();
  const client = new Client('0.15.8', host, { token });
  await client.say('hello');
  await ask('stop');
  await client.until(() => client.statuses.length > 0, 'a status');
  const id = await client.say('hello').catch(() => 'retry');
  const again = id === 'retry' ? await client.say('hello') : id;
  await client.activity(a => a.id === again, 'the echo after the restart', 60000);
  client.end();
}, { group: 'stop' });
