import { ApiError, call, setAuthorization } from '@crm/shared/api.ts';
import { syncClock } from '@crm/shared/clock.ts';
import type { MyPage, MyPromise, MySlot } from '@crm/shared/my-types.ts';
import { door } from './door.ts';

const freshEvery = 20_000;

/** The visitor's own promises, for the cards in the chat: opened with the conversation's token, kept fresh while a card is shown. */
export class MySession {
  private readonly listeners = new Set<() => void>();
  private page: MyPage | null = null;
  private opening: Promise<void> | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly key: string;
  private readonly token: () => string;

  constructor(key: string, token: () => string) {
    this.key = key;
    this.token = token;
  }

  promise(id: string): MyPromise | null {
    return this.page?.promises.find((promise) => promise.id === id) ?? null;
  }

  watch(listener: () => void): () => void {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.timer = setInterval(() => { if (!document.hidden) void this.refresh(); }, freshEvery);
    void this.refresh();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) clearInterval(this.timer);
    };
  }

  async refresh(): Promise<void> {
    try {
      this.show(await this.ask<MyPage>('/api/my'));
    } catch {
      // The card still shows what was told; the next round asks again.
    }
  }

  slots(id: string): Promise<MySlot[]> {
    return this.ask<{ items: MySlot[] }>(`/api/my/promises/${id}/slots`).then((answer) => answer.items);
  }

  async change(id: string, action: 'move' | 'cancel' | 'not-called', body: object = {}): Promise<void> {
    this.show(await this.ask<MyPage>(`/api/my/promises/${id}/${action}`, body));
  }

  private show(page: MyPage): void {
    syncClock(page.serverTime);
    this.page = page;
    for (const listener of this.listeners) listener();
  }

  /** A session that ran out is opened once more, with whatever token the conversation has by now. */
  private async ask<T>(path: string, body?: object): Promise<T> {
    const send = () => call<T>(path, body ? { method: 'POST', body } : {});
    await (this.opening ??= this.open());
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      await (this.opening = this.open());
      return send();
    }
  }

  private async open(): Promise<void> {
    try {
      const { session } = await door.my(this.key, this.token());
      setAuthorization(`My ${session}`);
    } catch (error) {
      this.opening = null;
      throw error;
    }
  }
}
