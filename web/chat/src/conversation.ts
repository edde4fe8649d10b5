import type { Translate } from '@crm/shared/i18n.tsx';
import { withoutDetails } from './anonymous.ts';
import type { Profile } from './door.ts';
import type { Remembered } from './memory.ts';
import { styleOptions } from './theme.ts';
import { loadWebChat, status } from './webchat.ts';
import type { Activity, DirectLine } from './webchat.ts';

export interface Conversation {
  directLine: DirectLine;
  /** The newest token: the client renews it by itself. */
  token(): string;
}

export interface Hooks {
  /** Asked for every message, so that a change of mind counts at once. */
  isAnonymous(): boolean;
  onMasked(): void;
  onStatus(state: 'online' | 'offline' | 'over'): void;
}

/** Draws the chat. A remembered conversation is taken up again from its first line. */
export async function startConversation(place: Element, profile: Profile, opened: Remembered, resumed: boolean, t: Translate, hooks: Hooks): Promise<Conversation> {
  const webChat = await loadWebChat();
  const directLine = webChat.createDirectLine({
    domain: new URL(opened.path, window.location.href).href,
    token: opened.token,
    ...(resumed ? { conversationId: opened.conversationId, watermark: '0' } : { conversationStartProperties: { locale: t.locale } }),
  });
  directLine.connectionStatus$.subscribe((now) => {
    if (now === status.online) hooks.onStatus('online');
    else if (now === status.expired || now === status.failed || now === status.ended) hooks.onStatus('over');
    else hooks.onStatus('offline');
  });
  const store = webChat.createStore({}, ({ dispatch }) => (next) => (action) => {
    if (action.type === 'DIRECT_LINE/CONNECT_FULFILLED' && !resumed)
      dispatch({ type: 'WEB_CHAT/SEND_EVENT', payload: { name: 'webchat/join', value: { language: t.locale } } });
    return next(hooks.isAnonymous() ? masked(action, hooks) : action);
  });
  webChat.renderWebChat({ directLine, store, locale: t.locale, styleOptions: styleOptions(profile.theme.color), attachmentMiddleware: cards }, place);
  return { directLine, token: () => directLine.token ?? opened.token };
}

function masked(action: { type: string; payload?: Record<string, unknown> }, hooks: Hooks): typeof action {
  const activity = action.payload?.['activity'] as { text?: unknown } | undefined;
  // The last stop before the wire: whatever part of Web Chat made the message, it passes here.
  if (action.type !== 'DIRECT_LINE/POST_ACTIVITY' || typeof activity?.text !== 'string') return action;
  const safe = withoutDetails(activity.text);
  if (safe === activity.text) return action;
  hooks.onMasked();
  return { ...action, payload: { ...action.payload, activity: { ...activity, text: safe } } };
}

interface Card {
  activity: Activity;
  attachment: { contentType?: string };
}

/** A promise is drawn as our own card, with a countdown and its buttons. Whatever React made the element makes this one too. */
const cards = () => (next: (card: Card) => Record<string, unknown> | false) => (card: Card) => {
  const element = next(card);
  const promise = card.activity.channelData?.promise;
  return element && promise && card.attachment.contentType === 'application/vnd.microsoft.card.adaptive'
    ? { ...element, type: 'crm-promise', props: { 'data-promise': JSON.stringify(promise) } }
    : element;
};
