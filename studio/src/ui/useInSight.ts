import { type RefObject, useEffect, useState } from 'react';

/** Whether an element is in sight. `isKept`: once it has been, it counts as if it were. */
export function useInSight(element: RefObject<HTMLElement | null>, isKept = false): boolean {
  const [isInSight, setInSight] = useState(false);
  const isDone = isKept && isInSight;
  useEffect(() => {
    const observed = element.current;
    if (!observed || isDone) return;
    const observer = new IntersectionObserver((entries) => setInSight(entries.at(-1)?.isIntersecting ?? false));
    observer.observe(observed);
    return () => observer.disconnect();
  }, [element, isDone]);
  return isInSight;
}
