/** One event of a text/event-stream. */
export interface StreamEvent {
  id: string | null;
  event: string;
  data: string;
}

/**
 * Splits a text/event-stream into events. Feed it chunks as they come; a half line waits for the next chunk.
 * EventSource is not used because it cannot resume across its own restarts nor tell why it was refused.
 */
export class StreamParser {
  private rest = '';
  private id: string | null = null;
  private event = '';
  private data: string[] = [];

  feed(chunk: string): StreamEvent[] {
    const out: StreamEvent[] = [];
    const lines = (this.rest + chunk).split('\n');
    this.rest = lines.pop() ?? '';
    for (const raw of lines) {
      const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
      if (line === '') this.finish(out);
      else this.field(line);
    }
    return out;
  }

  private field(line: string): void {
    if (line.startsWith(':')) return;
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'id') this.id = value;
    else if (name === 'event') this.event = value;
    else if (name === 'data') this.data.push(value);
  }

  private finish(out: StreamEvent[]): void {
    if (this.data.length > 0) out.push({ id: this.id, event: this.event || 'message', data: this.data.join('\n') });
    this.event = '';
    this.data = [];
  }
}

export type StreamStatus = 'connecting' | 'live' | 'waiting' | 'refused';

export interface StreamOptions {
  onEvent(event: StreamEvent): void;
  onStatus(status: StreamStatus): void;
  /** The stream could not be resumed without a gap: read everything again. */
  onGap(): void;
}

const firstWait = 1_000;
const longestWait = 15_000;

/** Keeps one stream open until stopped, resuming by Last-Event-ID with growing pauses. */
export function openStream(url: string, options: StreamOptions): () => void {
  const stop = new AbortController();
  void run(url, options, stop.signal);
  return () => stop.abort();
}

async function run(url: string, options: StreamOptions, signal: AbortSignal): Promise<void> {
  let lastId: string | null = null;
  let wait = firstWait;
  let connected = false;
  while (!signal.aborted) {
    options.onStatus(connected ? 'waiting' : 'connecting');
    try {
      const headers: Record<string, string> = { Accept: 'text/event-stream' };
      if (lastId) headers['Last-Event-ID'] = lastId;
      const response = await fetch(url, { headers, credentials: 'same-origin', signal, cache: 'no-store' });
      if (response.status === 401 || response.status === 403) return options.onStatus('refused');
      if (response.status === 410 || response.status === 400) lastId = null;
      if (response.ok && response.body) {
        options.onStatus('live');
        // Without an id to resume from, whatever happened before this moment may have been missed, also at the start.
        if (lastId === null) options.onGap();
        connected = true;
        wait = firstWait;
        lastId = await read(response.body, options, lastId);
      }
    } catch {
      // A broken connection: wait and try again below.
    }
    if (signal.aborted) return;
    options.onStatus('waiting');
    await pause(wait, signal);
    wait = Math.min(wait * 2, longestWait);
  }
}

/** Reads until the stream ends; answers the last id seen, also when it breaks in the middle. */
async function read(body: ReadableStream<Uint8Array>, options: StreamOptions, lastId: string | null): Promise<string | null> {
  const parser = new StreamParser();
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let seen = lastId;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return seen;
      for (const event of parser.feed(decoder.decode(value, { stream: true }))) {
        seen = event.id ?? seen;
        options.onEvent(event);
      }
    }
  } catch {
    return seen;
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', () => { clearTimeout(timer); done(); }, { once: true });
  });
}
