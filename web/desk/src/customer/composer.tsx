import { call } from '@crm/shared/api.ts';
import { useT } from '@crm/shared/i18n.tsx';
import type { CannedReply } from '@crm/shared/model.ts';
import { Input } from 'antd';
import type { KeyboardEvent } from 'react';
import { useRef, useState } from 'react';
import { useCannedReplies } from '../data/canned.ts';
import { CannedList } from './canned-list.tsx';
import { inserted, matching, slashWord } from './slash.ts';

/** The host passes it on at most that often. */
const tellEvery = 3_000;

interface Props {
  conversationId: string;
  text: string;
  onWrite(text: string): void;
  onSend(): void;
}

/** Where an answer is written: a slash finds a canned reply, and the customer is shown that somebody is writing. */
export function Composer({ conversationId, text, onWrite, onSend }: Props) {
  const t = useT();
  const [caret, setCaret] = useState(text.length);
  const [chosen, setChosen] = useState(0);
  const [hidden, setHidden] = useState(false);
  const told = useRef(0);
  const slash = hidden ? null : slashWord(text, caret);
  const canned = useCannedReplies(conversationId, slash !== null);
  const found = slash ? matching(canned.data?.items ?? [], slash.word) : [];
  const at = Math.min(chosen, Math.max(0, found.length - 1));

  const pick = (reply: CannedReply) => {
    if (!slash) return;
    const next = inserted(text, slash, reply.filled ?? '');
    onWrite(next);
    setCaret(slash.from + (reply.filled ?? '').length);
    setHidden(true);
  };

  const onKey = (event: KeyboardEvent) => {
    const picked = found[at];
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return onSend();
    if (!slash) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setChosen((at + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % Math.max(1, found.length));
    else if ((event.key === 'Enter' || event.key === 'Tab') && picked) pick(picked);
    else if (event.key === 'Escape') setHidden(true);
    else return;
    event.preventDefault();
  };

  const write = (next: string, position: number) => {
    onWrite(next);
    setCaret(position);
    setChosen(0);
    setHidden(false);
    if (next === '' || Date.now() - told.current < tellEvery) return;
    told.current = Date.now();
    // Late it is worthless, so a failure is not worth a word.
    call<void>(`/api/v1/conversations/${conversationId}/typing`, { method: 'POST', body: {} }).catch(() => undefined);
  };

  return (
    <div className="composer">
      {slash && canned.data && <CannedList replies={found} chosen={at} onPick={pick} />}
      <Input.TextArea
        variant="borderless"
        value={text}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={2000}
        aria-label={t('reply.title')}
        placeholder={`${t('reply.placeholder')} ${t('canned.hint')}`}
        onChange={(event) => write(event.target.value, event.target.selectionStart ?? event.target.value.length)}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? text.length)}
        onKeyDown={onKey}
      />
    </div>
  );
}
