import { useEffect, useRef } from 'react';

export type Keys = Record<string, () => void>;

const typing = 'input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true], [role=combobox]';

/** Single-key shortcuts. Silent while the reader types, holds a modifier, or has a dialog open. */
export function useKeys(keys: Keys, enabled = true): void {
  const latest = useRef(keys);
  useEffect(() => { latest.current = keys; });
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat && event.key.length > 1) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(typing) || document.querySelector('.ant-modal-wrap:not([style*="display: none"])')) return;
      // Enter on a focused button or link belongs to it.
      if (event.key === 'Enter' && target?.closest('button, a')) return;
      const run = latest.current[event.key];
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [enabled]);
}
