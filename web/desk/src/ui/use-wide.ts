import { useSyncExternalStore } from 'react';

const query = '(min-width: 1080px)';

function subscribe(listener: () => void): () => void {
  const list = matchMedia(query);
  list.addEventListener('change', listener);
  return () => list.removeEventListener('change', listener);
}

/** Room for a second column. */
export const useWide = (): boolean => useSyncExternalStore(subscribe, () => matchMedia(query).matches);
