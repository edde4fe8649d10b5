// The protocol without the client, to see what the client hides.
import WebSocket from 'ws';

export class Wire {
  constructor(host, secret) {
    this.base = `${host}/v3/directline`;
    this.secret = secret;
  }

  /** Sends one call; `as` is a token or secret, null for none. */
  async call(method, path, { as = this.secret, body, headers = {}, raw } = {}) {
    const sent = { ...headers };
    if (as) sent.authorization = `Bearer ${as}`;
    if (body !== undefined && !sent['content-type']) sent['content-type'] = 'application/json';
    const answer = await fetch(this.base + path, { method, headers: sent, body: body === undefined ? raw : JSON.stringify(body) });
    const text = await answer.text();
    let json = null;
    try {
      json = JSON.parse(text);
    } catch {
      // Not every answer is JSON.
    }
    return { status: answer.status, headers: answer.headers, text, json, code: json?.error?.code };
  }

  async token(body) {
    const answer = await this.call('POST', '/tokens/generate', { body: body ?? {} });
    if (answer.status !== 200) throw new Error(`no token: ${answer.status} ${answer.text}`);
    return answer.json;
  }

  /** A started conversation: its id, token and stream. */
  async start(tokenBody, startBody) {
    const { token } = await this.token(tokenBody);
    const answer = await this.call('POST', '/conversations', { as: token, body: startBody ?? {} });
    if (answer.status !== 201) throw new Error(`not started: ${answer.status} ${answer.text}`);
    return { ...answer.json, id: answer.json.conversationId };
  }

  post(conversation, activity, as = conversation.token) {
    return this.call('POST', `/conversations/${conversation.id}/activities`, { as, body: { from: { id: 'u1' }, ...activity } });
  }

  say(conversation, text, more = {}, as = conversation.token) {
    return this.post(conversation, { type: 'message', text, ...more }, as);
  }

  poll(conversation, watermark = '', as = conversation.token) {
    return this.call('GET', `/conversations/${conversation.id}/activities?watermark=${watermark}`, { as });
  }

  /** Polls until an activity fits. */
  async polled(conversation, fits, what) {
    for (let n = 0; n < 200; n++) {
      const { json } = await this.poll(conversation);
      const found = json?.activities?.find(fits);
      if (found) return found;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error(`polled in vain for ${what}`);
  }

  reconnect(conversation, query = '?watermark=') {
    return this.call('GET', `/conversations/${conversation.id}${query}`, { as: conversation.token });
  }
}

/** A socket with its frames. */
export class Socket {
  static open(url, options = {}) {
    return new Promise((resolve, reject) => {
      const socket = new Socket();
      socket.frames = [];
      socket.closed = null;
      socket.ws = new WebSocket(url, options);
      socket.ws.on('open', () => resolve(socket));
      socket.ws.on('unexpected-response', (_, answer) => reject(Object.assign(new Error(`refused with ${answer.statusCode}`), { status: answer.statusCode })));
      socket.ws.on('error', error => reject(error));
      socket.ws.on('message', (data, binary) => {
        socket.frames.push(binary ? { binary: true } : data.toString());
      });
      socket.ws.on('close', code => {
        socket.closed = code;
      });
    });
  }

  get sets() {
    return this.frames.filter(frame => typeof frame === 'string' && frame.length > 0).map(frame => JSON.parse(frame));
  }

  get activities() {
    return this.sets.flatMap(set => set.activities);
  }

  async until(find, what, patience = 20000) {
    const end = Date.now() + patience;
    for (;;) {
      const found = find(this);
      if (found) return found;
      if (Date.now() > end) throw new Error(`waited in vain for ${what}; got ${JSON.stringify(this.frames).slice(0, 600)}, closed ${this.closed}`);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  activity(fits, what) {
    return this.until(socket => socket.activities.find(fits), what);
  }

  close() {
    this.ws.close();
  }
}
