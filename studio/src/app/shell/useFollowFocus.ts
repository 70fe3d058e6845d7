import { useRouter } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef } from 'react';

/** After a change of page the cursor goes to its heading, unless the page put it somewhere itself. Gives: did it ever. */
export function useFollowFocus(main: RefObject<HTMLElement | null>): RefObject<boolean> {
  const router = useRouter();
  const hasNavigated = useRef(false);
  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
        if (!pathChanged || !fromLocation) return;
        hasNavigated.current = true;
        const active = document.activeElement;
        const isPlaced = active instanceof HTMLInputElement && main.current?.contains(active);
        if (isPlaced || active?.closest('dialog')) return;
        const heading = main.current?.querySelector<HTMLElement>('h1');
        (heading ?? main.current)?.focus({ preventScroll: true });
      }),
    [router, main],
  );
  return hasNavigated;
}
