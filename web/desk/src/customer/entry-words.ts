import type { Translate } from '@crm/shared/i18n.tsx';
import type { TimelineItem } from '@crm/shared/model.ts';

/** The word list that a type's title comes from. */
const groups: Record<TimelineItem['type'], string> = {
  message: 'author',
  inquiry: 'inquiryKind',
  lead: 'wish',
  offer: 'offerState',
  fact: 'stage',
  promise: 'outcome',
  attempt: 'result',
  complaint: 'severity',
  'complaint-note': 'complaintState',
  consent: 'purpose',
  'private-chat': 'privateChat',
};

/** "Assignment · Declined": what it is and what became of it. */
export function entryTitle(item: TimelineItem, t: Translate): string {
  const kind = t.word('type', item.type);
  const detail = t.word(groups[item.type] ?? 'type', item.title);
  return detail === '–' || detail === kind ? kind : `${kind} · ${detail}`;
}

/** Codes among the texts are said in the reader's language; a person's words stay as they are. */
export function entryText(item: TimelineItem, t: Translate): string {
  if (item.type === 'private-chat') return t('link.hidden', { member: item.text });
  if (item.type === 'consent') return t.word('consent', item.text);
  if (item.type === 'fact' && item.title === 'lost') return t.word('lost', item.text);
  return item.text;
}
