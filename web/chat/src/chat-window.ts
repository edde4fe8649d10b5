import { remedy } from '@crm/shared/errors.ts';
import { translator } from '@crm/shared/i18n.tsx';
import type { Locale, Translate } from '@crm/shared/i18n.tsx';
import { startConversation } from './conversation.ts';
import type { Conversation } from './conversation.ts';
import { h } from './dom.ts';
import { door } from './door.ts';
import type { Profile } from './door.ts';
import { recall, remember } from './memory.ts';
import type { Remembered } from './memory.ts';
import { MySession } from './my-session.ts';
import { defineCard } from './promise-card.ts';
import { inkOn } from './theme.ts';

/** One chat: the words on personal data first, then the conversation; taken up again after a reload. */
export class ChatWindow {
  private t: Translate;
  private opened: Remembered | null;
  private my: MySession | null = null;
  private conversation: Conversation | null = null;
  private readonly place = h('div', { class: 'place' });
  private readonly notice = h('p', { class: 'notice', role: 'status', hidden: true });
  private readonly root: Element;
  private readonly key: string;
  private readonly profile: Profile;

  constructor(root: Element, key: string, profile: Profile, locale: Locale) {
    this.root = root;
    this.key = key;
    this.profile = profile;
    this.t = translator(locale);
    this.opened = recall(key);
    defineCard({ t: () => this.t, my: () => this.my });
    const style = document.documentElement.style;
    style.setProperty('--color', profile.theme.color);
    style.setProperty('--on-color', inkOn(profile.theme.color));
    window.addEventListener('offline', () => this.say(this.t('chat.offline')));
    window.addEventListener('online', () => this.say(null));
    window.addEventListener('pagehide', () => this.keep());
  }

  show(): void {
    document.documentElement.lang = this.t.locale;
    document.title = this.profile.theme.title;
    this.root.replaceChildren(h('main', { class: 'window' }, this.head(), this.notice, this.place));
    if (!this.profile.available) this.place.replaceChildren(h('p', { class: 'middle' }, this.t('chat.unavailable')));
    else if (this.opened) void this.talk(this.opened, true);
    else void this.ask();
  }

  private head(): HTMLElement {
    const { theme, locales } = this.profile;
    const other = locales.find((locale) => locale !== this.t.locale);
    return h('header', {},
      theme.logo ? h('img', { src: theme.logo, alt: '' }) : null,
      h('h1', {}, theme.title),
      other && !this.conversation ? h('button', { type: 'button', lang: other, onclick: () => { this.t = translator(other); this.show(); } }, this.t('my.otherLanguage')) : null,
      this.opened && !this.opened.given ? h('button', { type: 'button', onclick: () => void this.agree() }, this.t('chat.agreeNow')) : null);
  }

  /** What will be kept, before anything is: the chat begins with the answer. */
  private async ask(): Promise<void> {
    try {
      const words = await door.words(this.key, this.t.locale);
      this.place.replaceChildren(h('section', { class: 'words' },
        h('h2', {}, this.t('chat.wordsTitle')), h('p', {}, words.text),
        h('button', { type: 'button', class: 'main', onclick: () => void this.begin(true) }, this.t('chat.agree')),
        h('button', { type: 'button', onclick: () => void this.begin(false) }, this.t('chat.anonymous'))));
      this.place.querySelector('button')?.focus();
    } catch (error) {
      this.fail(error, () => this.show());
    }
  }

  private async begin(given: boolean): Promise<void> {
    this.place.replaceChildren(h('p', { class: 'middle' }, this.t('chat.opening')));
    try {
      const opening = await door.open(this.key, this.t.locale);
      const opened = { token: opening.token, conversationId: opening.conversationId, userId: opening.userId, path: opening.path, given };
      await door.answer(this.key, opening.token, given, this.t.locale);
      await this.talk(opened, false);
    } catch (error) {
      this.fail(error, () => void this.begin(given));
    }
  }

  private async talk(opened: Remembered, resumed: boolean): Promise<void> {
    this.opened = opened;
    remember(this.key, opened);
    this.my = new MySession(this.key, () => this.conversation?.token() ?? opened.token);
    const view = h('div', { class: 'webchat' });
    try {
      this.conversation = await startConversation(view, this.profile, opened, resumed, this.t, {
        isAnonymous: () => this.opened?.given !== true,
        onMasked: () => this.say(this.t('chat.masked')),
        onStatus: (state) => {
          if (state === 'online') this.keep();
          if (state === 'over') this.over();
        },
      });
      this.root.querySelector('header')?.replaceWith(this.head());
      // Over before it began, as after a long absence: then the page says so already.
      if (this.opened) this.place.replaceChildren(view);
    } catch (error) {
      this.fail(error, () => void this.talk(opened, resumed));
    }
  }

  private async agree(): Promise<void> {
    if (!this.opened) return;
    try {
      await door.answer(this.key, this.conversation?.token() ?? this.opened.token, true, this.t.locale);
      this.opened = { ...this.opened, given: true };
      this.keep();
      this.say(this.t('chat.agreed'));
      this.root.querySelector('header')?.replaceWith(this.head());
    } catch (error) {
      this.say(remedy(error, this.t));
    }
  }

  /** The token of a long absence is no longer good, or the conversation has ended. */
  private over(): void {
    if (!this.opened) return;
    const ended = this.conversation;
    this.conversation = null;
    this.opened = null;
    // Ending it is a status too, so we are called once more.
    ended?.directLine.end();
    remember(this.key, null);
    this.root.querySelector('header')?.replaceWith(this.head());
    this.place.append(h('div', { class: 'over', role: 'alert' }, h('p', {}, this.t('chat.over')),
      h('button', { type: 'button', class: 'main', onclick: () => this.show() }, this.t('chat.again'))));
  }

  private keep(): void {
    if (this.opened) remember(this.key, { ...this.opened, token: this.conversation?.token() ?? this.opened.token });
  }

  private fail(error: unknown, again: () => void): void {
    this.place.replaceChildren(h('div', { class: 'middle', role: 'alert' }, h('p', {}, remedy(error, this.t)), h('button', { type: 'button', class: 'main', onclick: again }, this.t('my.again'))));
  }

  private say(text: string | null): void {
    this.notice.hidden = text === null;
    this.notice.textContent = text ?? '';
  }
}
