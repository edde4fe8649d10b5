import { useEffect, useRef, useState } from 'react';
import { recall, remember } from './storage.ts';

const every = 20_000;

/**
 * Text that survives a reload, a crash and a refused save: kept every 20 seconds while it changes, and when the
 * field goes away. Call `clear` only after the server has it.
 */
export function useDraft(key: string): { text: string; restored: boolean; savedAt: number | null; write(text: string): void; clear(): void } {
  const name = `crm.draft.${key}`;
  const [text, setText] = useState(() => recall(name) ?? '');
  const [restored, setRestored] = useState(text !== '');
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const latest = useRef(text);
  const stored = useRef(text);

  useEffect(() => {
    const found = recall(name) ?? '';
    latest.current = stored.current = found;
    setText(found);
    setRestored(found !== '');
    setSavedAt(null);

    const save = () => {
      if (latest.current === stored.current) return;
      stored.current = latest.current;
      remember(name, latest.current === '' ? null : latest.current);
      setSavedAt(Date.now());
    };
    const timer = setInterval(save, every);
    window.addEventListener('pagehide', save);
    return () => {
      clearInterval(timer);
      window.removeEventListener('pagehide', save);
      save();
    };
  }, [name]);

  return {
    text,
    restored,
    savedAt,
    write(next) {
      latest.current = next;
      setText(next);
      setRestored(false);
    },
    clear() {
      latest.current = stored.current = '';
      remember(name, null);
      setText('');
      setRestored(false);
      setSavedAt(null);
    },
  };
}
