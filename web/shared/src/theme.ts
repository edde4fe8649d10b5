import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { recall, remember } from './storage.ts';

export type Theme = 'light' | 'dark';
const storageKey = 'crm.theme';
const systemDark = '(prefers-color-scheme: dark)';

function subscribe(listener: () => void): () => void {
  const query = matchMedia(systemDark);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** The reader's choice, else what the system asks for; written to `data-theme` on the root element. */
export function useTheme(): { theme: Theme; toggle(): void } {
  const system = useSyncExternalStore(subscribe, () => matchMedia(systemDark).matches);
  const [chosen, setChosen] = useState<Theme | null>(() => {
    const text = recall(storageKey);
    return text === 'light' || text === 'dark' ? text : null;
  });
  const theme: Theme = chosen ?? (system ? 'dark' : 'light');
  useEffect(() => { document.documentElement.dataset.theme = theme; }, [theme]);
  const toggle = useCallback(() => {
    const next = theme === 'dark' ? 'light' : 'dark';
    remember(storageKey, next);
    setChosen(next);
  }, [theme]);
  return { theme, toggle };
}
