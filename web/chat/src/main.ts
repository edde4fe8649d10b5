import { ApiError } from '@crm/shared/api.ts';
import { remedy } from '@crm/shared/errors.ts';
import { asLocale, translator } from '@crm/shared/i18n.tsx';
import type { Locale } from '@crm/shared/i18n.tsx';
import { ChatWindow } from './chat-window.ts';
import { h } from './dom.ts';
import { door } from './door.ts';
import './chat.css';

const query = new URLSearchParams(window.location.search);
const key = query.get('key') ?? '';

/** The language the site asked for, else the reader's own, if the window speaks it; else the window's first. */
function localeOf(spoken: readonly Locale[]): Locale {
  const wished = [query.get('locale'), ...navigator.languages].map(asLocale);
  return wished.find((locale): locale is Locale => locale !== null && spoken.includes(locale)) ?? spoken[0] ?? 'zh-CN';
}

async function start(root: Element): Promise<void> {
  try {
    const profile = await door.profile(key);
    new ChatWindow(root, key, profile, localeOf(profile.locales)).show();
  } catch (error) {
    const t = translator(localeOf(['zh-CN', 'en']));
    const wrong = error instanceof ApiError && (error.status === 404 || error.status === 410);
    document.documentElement.lang = t.locale;
    root.replaceChildren(h('main', { class: 'middle' },
      h('h1', {}, t(wrong ? 'chat.wrongKey' : 'chat.trouble')),
      h('p', {}, wrong ? t(error.status === 410 ? 'chat.disabledNext' : 'chat.wrongKeyNext') : remedy(error, t)),
      !wrong && h('button', { type: 'button', class: 'main', onclick: () => window.location.reload() }, t('my.again'))));
  }
}

// Esc closes the window on the site that shows it; the site's script listens, nobody else cares.
window.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && window.parent !== window) window.parent.postMessage({ type: 'crm-chat-close' }, '*');
});

const root = document.getElementById('root');
if (root) void start(root);
