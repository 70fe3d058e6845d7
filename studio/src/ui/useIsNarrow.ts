import { useSyncExternalStore } from 'react';

const query = '(max-width: 720px)';

/** True on a phone: where a table of columns cannot be read. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}
