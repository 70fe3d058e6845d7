import { useEffect, useRef } from 'react';

/** Gives a place to put at the end of a list: `onSeen` is told when it comes near, and again while it stays so as the list grows. */
export function useEndInSight(length: number, onSeen: () => void) {
  const end = useRef<HTMLDivElement>(null);
  const latest = useRef(onSeen);
  latest.current = onSeen;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a longer list is looked at anew
  useEffect(() => {
    const element = end.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) latest.current();
      },
      { rootMargin: '600px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [length]);
  return end;
}
