import { type RefCallback, type RefObject, useCallback, useEffect, useRef } from 'react';

/**
 * Keeps the focus on things that are made anew while they have it, as a card that goes to another column or is read again.
 * Gives the ref of the element around them, which stands in `root`, too. `selectorOf` tells how the same thing is found again;
 * undefined: it is not followed.
 */
export function useKeptFocus<Root extends HTMLElement>(
  root: RefObject<Root | null>,
  selectorOf: (focused: Element) => string | undefined,
): RefCallback<Root> {
  const describe = useRef(selectorOf);
  useEffect(() => {
    describe.current = selectorOf;
  });
  return useCallback(
    (element: Root) => {
      root.current = element;
      let followed: string | undefined;
      const note = ({ target }: FocusEvent) => {
        followed = target instanceof Element ? describe.current(target) : undefined;
      };
      const forget = () => {
        followed = undefined;
      };
      const observer = new MutationObserver(() => {
        if (followed !== undefined && document.activeElement === document.body) {
          element.querySelector<HTMLElement>(followed)?.focus();
        }
      });
      observer.observe(element, { childList: true, subtree: true });
      element.addEventListener('focusin', note);
      // Whoever points at something else leaves it.
      document.addEventListener('pointerdown', forget, true);
      return () => {
        root.current = null;
        observer.disconnect();
        element.removeEventListener('focusin', note);
        document.removeEventListener('pointerdown', forget, true);
      };
    },
    [root],
  );
}
