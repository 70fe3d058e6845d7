import { useMedia } from './useMedia.ts';

/** True on a phone: where a table of columns cannot be read. */
export function useIsNarrow(): boolean {
  return useMedia('(max-width: 720px)');
}
