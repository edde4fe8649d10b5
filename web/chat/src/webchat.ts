import webchatUrl from '../../node_modules/botframework-webchat/dist/webchat.js?url';

export interface Activity {
  type?: string;
  from?: { role?: string };
  channelData?: { promise?: PromiseFacts };
}

export interface PromiseFacts {
  id: string;
  windowStart: string;
  dueAt: string;
  timeZone: string;
  state: string;
}

export interface DirectLine {
  token?: string;
  connectionStatus$: { subscribe(next: (status: number) => void): { unsubscribe(): void } };
  end(): void;
}

/** Statuses of the Direct Line client. */
export const status = { connecting: 1, online: 2, expired: 3, failed: 4, ended: 5 } as const;

type Dispatch = (action: { type: string; payload?: Record<string, unknown> }) => unknown;
type Middleware = (api: { dispatch: Dispatch }) => (next: Dispatch) => Dispatch;

export interface WebChat {
  createDirectLine(options: Record<string, unknown>): DirectLine;
  createStore(state: object, ...middleware: Middleware[]): unknown;
  renderWebChat(options: Record<string, unknown>, place: Element): void;
}

interface Global {
  WebChat?: WebChat;
  React?: { createElement(type: string, props: Record<string, unknown>): unknown };
}

export const global = window as unknown as Global;
let loading: Promise<WebChat> | undefined;

/** The prebuilt file brings a React of its own, so it stays apart from our bundles and is loaded when a chat begins. */
export function loadWebChat(): Promise<WebChat> {
  loading ??= new Promise((done, fail) => {
    const script = document.createElement('script');
    script.src = webchatUrl;
    script.onload = () => (global.WebChat ? done(global.WebChat) : fail(new Error('Web Chat did not start')));
    script.onerror = () => {
      loading = undefined;
      fail(new TypeError('Web Chat could not be loaded'));
    };
    document.head.append(script);
  });
  return loading;
}
