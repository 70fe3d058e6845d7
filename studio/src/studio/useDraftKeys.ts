import { useEffect, useRef } from 'react';

interface DraftKeys {
  readonly save: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** ⌘S, ⌘Z and ⇧⌘Z (Ctrl elsewhere) on a designer's page, also while one types; dialogs keep their own. */
export function useDraftKeys(keys: DraftKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.altKey || !(event.metaKey || event.ctrlKey)) return;
      if (document.querySelector('dialog[open], [aria-modal="true"]')) return;
      const key = event.key.toLowerCase();
      // What is no part of the draft (a search, a message) takes its own typing back.
      if (key !== 's' && event.target instanceof Element && event.target.closest('[data-own-undo]')) return;
      const { save, undo, redo } = latest.current;
      const run = key === 's' ? save : key === 'y' ? redo : key === 'z' ? (event.shiftKey ? redo : undo) : undefined;
      if (!run) return;
      event.preventDefault();
      run();
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
