import type { CannedReply } from '@crm/shared/model.ts';

/** The word after a slash that begins the text or follows a blank, up to the caret; null where there is none. */
export function slashWord(text: string, caret: number): { from: number; word: string } | null {
  const found = /(?:^|\s)\/([\p{L}\p{N}-]*)$/u.exec(text.slice(0, caret));
  if (!found) return null;
  const word = found[1] ?? '';
  return { from: caret - word.length - 1, word };
}

/** Those whose shortcut begins with the word, then those whose title or text holds it. */
export function matching(replies: CannedReply[], word: string, most = 8): CannedReply[] {
  const sought = word.toLowerCase();
  const rank = (reply: CannedReply) => {
    if (reply.shortcut.toLowerCase().startsWith(sought)) return 0;
    return `${reply.title} ${reply.filled ?? ''}`.toLowerCase().includes(sought) ? 1 : 2;
  };
  return replies.map((reply) => ({ reply, at: rank(reply) })).filter(({ at }) => at < 2).sort((a, b) => a.at - b.at).slice(0, most).map(({ reply }) => reply);
}

/** The text with the slash word replaced by the sentence. */
export function inserted(text: string, slash: { from: number; word: string }, sentence: string): string {
  return text.slice(0, slash.from) + sentence + text.slice(slash.from + slash.word.length + 1);
}
