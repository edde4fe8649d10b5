import { remedy } from '@crm/shared/errors.ts';
import { serverNow } from '@crm/shared/clock.ts';
import type { Translate } from '@crm/shared/i18n.tsx';
import type { MyPromise, MySlot } from '@crm/shared/my-types.ts';
import { byDay, whenText } from '@crm/shared/my-words.ts';
import { dayText, timeOfDay } from '@crm/shared/time.ts';
import { h } from './dom.ts';
import { countText, fromFacts } from './promise-facts.ts';
import type { MySession } from './my-session.ts';
import type { PromiseFacts } from './webchat.ts';

export interface CardHome {
  t(): Translate;
  my(): MySession | null;
}

let home: CardHome | null = null;

/** Web Chat draws with a React of its own, so what we put into it is an element of the browser's. */
export function defineCard(given: CardHome): void {
  home = given;
  if (!customElements.get('crm-promise')) customElements.define('crm-promise', PromiseCard);
}

class PromiseCard extends HTMLElement {
  private open: 'move' | 'cancel' | null = null;
  private slots: MySlot[] | null = null;
  private day: string | null = null;
  private error: unknown = null;
  private busy = false;
  private stop: (() => void) | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;

  connectedCallback(): void {
    this.stop = home?.my()?.watch(() => this.draw());
    this.timer = setInterval(() => this.tick(), 1000);
    this.draw();
  }

  disconnectedCallback(): void {
    this.stop?.();
    clearInterval(this.timer);
  }

  private get facts(): PromiseFacts {
    return JSON.parse(this.getAttribute('data-promise') ?? '{}') as PromiseFacts;
  }

  private get promise(): MyPromise {
    return home?.my()?.promise(this.facts.id) ?? fromFacts(this.facts);
  }

  private tick(): void {
    const clock = this.querySelector('.clock');
    if (clock && home) clock.textContent = countText(this.promise, home.t(), serverNow());
  }

  private draw(): void {
    if (!home) return;
    const t = home.t();
    const promise = this.promise;
    // An answer in the chat is promised too, but nobody rings.
    const isCall = promise.topic !== 'reply';
    const live = promise.state === 'waiting' || promise.state === 'late';
    const team = promise.dealer ?? t('my.desk');
    const who = promise.person ? t('my.personOf', { person: promise.person, team }) : team;
    this.setAttribute('data-state', promise.state);
    const parts = [
      h('div', { class: 'head' }, h('strong', {}, t.word('myTopic', promise.topic)), (isCall || !live) && h('span', { class: 'state' }, t.word('myState', promise.state))),
      live && h('p', { class: 'clock', role: 'timer' }, countText(promise, t, serverNow())),
      h('p', {}, t(isCall ? 'my.callBy' : 'my.replyBy', { when: whenText(promise, t, serverNow()) })),
      live && isCall && h('p', { class: 'muted' }, promise.callsFrom ? t('my.whoFrom', { who, number: promise.callsFrom }) : t('my.who', { who })),
      isCall && this.acts(promise, t),
      this.open === 'move' && promise.canMove && this.picker(promise, t),
      this.open === 'cancel' && promise.canCancel && h('div', { class: 'acts' },
        h('span', {}, t('my.cancelSure')),
        this.button(t('my.cancelYes'), () => this.change(promise.id, 'cancel'), 'main'),
        this.button(t('my.keep'), () => this.show(null))),
      this.error != null && h('p', { class: 'trouble', role: 'alert' }, remedy(this.error, t)),
    ];
    this.replaceChildren(...parts.filter((part) => part instanceof HTMLElement));
  }

  private acts(promise: MyPromise, t: Translate): HTMLElement | null {
    if (!promise.canMove && !promise.canCancel && !promise.canDispute) return null;
    return h('div', { class: 'acts' },
      promise.canDispute && this.button(t('my.notCalled'), () => this.change(promise.id, 'not-called'), 'main'),
      promise.canMove && this.button(t('my.move'), () => this.show('move')),
      promise.canCancel && this.button(t('my.cancel'), () => this.show('cancel')));
  }

  private picker(promise: MyPromise, t: Translate): HTMLElement {
    if (!this.slots) return h('p', { class: 'muted' }, t('my.loadingTimes'));
    const days = byDay(this.slots, promise.timeZone);
    const shown = days.find(([key]) => key === this.day) ?? days[0];
    if (!shown) return h('p', { class: 'muted' }, t('my.noTimes'));
    const select = h('select', { 'aria-label': t('my.chooseDay'), onchange: (event) => { this.day = (event.target as HTMLSelectElement).value; this.draw(); } },
      ...days.map(([key, slots]) => h('option', { value: key, selected: key === shown[0] }, dayText(slots[0]!.start, t.locale, promise.timeZone))));
    return h('div', { class: 'times' }, select,
      ...shown[1].map((slot) => this.button(timeOfDay(slot.start, t.locale, promise.timeZone), () => this.change(promise.id, 'move', { start: slot.start }))));
  }

  private button(text: string, act: () => void, kind = ''): HTMLElement {
    return h('button', { type: 'button', class: kind, disabled: this.busy, onclick: act }, text);
  }

  private show(what: 'move' | 'cancel' | null): void {
    this.open = this.open === what ? null : what;
    this.error = null;
    this.draw();
    if (this.open !== 'move') return;
    this.slots = null;
    home?.my()?.slots(this.facts.id).then((slots) => { this.slots = slots; this.draw(); }, (error: unknown) => { this.error = error; this.open = null; this.draw(); });
  }

  private change(id: string, action: 'move' | 'cancel' | 'not-called', body: object = {}): void {
    this.busy = true;
    this.error = null;
    this.draw();
    void home?.my()?.change(id, action, body)
      .then(() => { this.open = null; }, (error: unknown) => { this.error = error; })
      .finally(() => { this.busy = false; this.draw(); });
  }
}
