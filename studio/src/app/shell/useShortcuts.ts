import { useEffect, useRef } from 'react';

/** `mod+k`, `shift+?` is written `?`; `g h` is one key after the other. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** ms in which the second key of two has to follow. */
const patience = 1200;

/** Keys that work wherever one is, except while typing or in a dialog; those with ⌘ or Ctrl work there too. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    let before = { key: '', at: 0 };
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      const mod = event.metaKey || event.ctrlKey;
      if (!mod && isBusy(event.target)) return;
      const key = `${mod ? 'mod+' : ''}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
      const isSecond = event.timeStamp - before.at < patience;
      const run = (isSecond ? latest.current[`${before.key} ${key}`] : undefined) ?? latest.current[key];
      before = { key, at: event.timeStamp };
      if (!run) return;
      event.preventDefault();
      run();
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open], [aria-modal="true"]')) return true;
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}
