// node run.js [group…]: HOST and SECRET name a running host, OTHER_HOST a second node on the same store.
import './lib/client.js';
import { runAll } from './lib/checks.js';
import { Wire } from './lib/wire.js';
import './checks/tokens.js';
import './checks/start.js';
import './checks/post.js';
import './checks/stream.js';
import './checks/poll.js';
import './checks/uploads.js';
import './checks/cors.js';
import './checks/ending.js';
import './checks/client.js';
import './checks/kill.js';
import './checks/nodes.js';

const { HOST, SECRET, OTHER_HOST } = process.env;
const groups = process.argv.slice(2);
const context = { host: HOST, secret: SECRET, wire: new Wire(HOST, SECRET), other: OTHER_HOST && new Wire(OTHER_HOST, SECRET), otherHost: OTHER_HOST };
const failed = await runAll(context, groups.length > 0 ? groups : ['basic']);
process.exit(failed === 0 ? 0 : 1);
