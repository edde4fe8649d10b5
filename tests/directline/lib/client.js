// The real client in its two versions, with what a browser would give it.
import { createRequire } from 'node:module';
import WebSocket from 'ws';
import xhr2 from 'xhr2';

// xhr2 cannot send forms: they are written out here, as a browser would.
class Xhr extends (xhr2.XMLHttpRequest ?? xhr2) {
  send(body) {
    if (!(body instanceof FormData)) return super.send(body);
    const form = new Response(body);
    form.arrayBuffer().then(bytes => {
      this.setRequestHeader('content-type', form.headers.get('content-type'));
      super.send(Buffer.from(bytes));
    });
  }
}

globalThis.XMLHttpRequest = Xhr;
globalThis.WebSocket = WebSocket;
globalThis.window = globalThis;

const require = createRequire(import.meta.url);
const packages = { '0.15.5': require('directlinejs-015-5'), '0.15.8': require('directlinejs-015-8') };
export const versions = Object.keys(packages);
export const Status = packages['0.15.8'].ConnectionStatus;

/** A client with everything it received, in order. */
export class Client {
  constructor(version, host, { user, ...options }) {
    this.line = new packages[version].DirectLine({ domain: `${host}/v3/directline`, pollingInterval: 200, ...options });
    if (user) this.line.setUserId(user);
    this.activities = [];
    this.statuses = [];
    this.error = null;
    this.waiting = new Set();
    this.statusSubscription = this.line.connectionStatus$.subscribe(status => {
      this.statuses.push(status);
      this.look();
    });
    this.subscription = this.line.activity$.subscribe(
      activity => {
        this.activities.push(activity);
        this.look();
      },
      error => {
        this.error = error;
        this.look();
      });
  }

  get status() {
    return this.statuses.at(-1);
  }

  /** Posts and returns the id the client got. */
  post(activity) {
    return new Promise((resolve, reject) => this.line.postActivity({ from: { id: 'u1' }, ...activity }).subscribe(resolve, reject));
  }

  say(text, more = {}) {
    return this.post({ type: 'message', text, ...more });
  }

  /** The first activity that fits, now or later. */
  activity(fits, what, patience) {
    return this.until(() => this.activities.find(fits), what, patience);
  }

  until(find, what, patience = 30000) {
    return new Promise((resolve, reject) => {
      const watch = { find, resolve: found => { clearTimeout(timer); resolve(found); } };
      const timer = setTimeout(() => {
        this.waiting.delete(watch);
        reject(new Error(`waited in vain for ${what}; got ${JSON.stringify(this.activities.map(a => a.text ?? a.type))}, statuses ${this.statuses}`));
      }, patience);
      this.waiting.add(watch);
      this.look();
    });
  }

  look() {
    for (const watch of [...this.waiting]) {
      const found = watch.find();
      if (!found) continue;
      this.waiting.delete(watch);
      watch.resolve(found);
    }
  }

  end() {
    this.subscription.unsubscribe();
    this.line.end();
  }
}

export const fromBot = activity => activity.from?.role === 'bot';
