import { useEffect, useRef } from 'react';

interface ListKeys {
  /** Moves by rows; with `isRange` selects on the way. */
  readonly move: (step: number, isRange: boolean) => void;
  readonly select: (isRange: boolean) => void;
  readonly selectAll: () => void;
  readonly open: () => void;
  readonly peek: () => void;
  readonly remove: () => void;
  readonly leave: () => void;
}

/**
 * The keys of a list, wherever the cursor is, but where somebody types or something is open above the list. undefined: it is
 * only looked at.
 */
export function useListKeys(keys: ListKeys | undefined): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.altKey || isElsewhere(event.target)) return;
      const action = latest.current && actionOf(event, latest.current);
      if (!action) return;
      event.preventDefault();
      action();
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

function actionOf(event: KeyboardEvent, keys: ListKeys): (() => void) | undefined {
  const isCommand = event.metaKey || event.ctrlKey;
  if (isCommand) {
    if (event.key === 'a') return keys.selectAll;
    return event.key === 'Backspace' || event.key === 'Delete' ? keys.remove : undefined;
  }
  const isOnControl = event.target instanceof Element && event.target.closest('button, a[href], label, input') !== null;
  const isOnCheckbox = event.target instanceof HTMLInputElement;
  const isOnRow = event.target instanceof Element && event.target.closest('[data-list-scroller] tbody') !== null;
  switch (event.key) {
    case 'j':
    case 'J':
    case 'ArrowDown':
      return () => keys.move(1, event.shiftKey);
    case 'k':
    case 'K':
    case 'ArrowUp':
      return () => keys.move(-1, event.shiftKey);
    case 'x':
    case 'X':
      return () => keys.select(event.shiftKey);
    case ' ':
      return isOnControl && !isOnRow ? undefined : () => keys.select(event.shiftKey);
    case 'p':
      return keys.peek;
    case 'Enter':
      return isOnControl && !isOnCheckbox ? undefined : keys.open;
    case 'Escape':
      return keys.leave;
    default:
      return undefined;
  }
}

/** Typing, or in something that lies above the list or beside it and has keys of its own. */
function isElsewhere(target: EventTarget | null): boolean {
  if (
    document.querySelector(
      'dialog[open], [popover]:popover-open, .ant-modal-wrap:not([style*="none"]), .ant-drawer-open',
    )
  )
    return true;
  if (!(target instanceof HTMLElement)) return false;
  const typing = 'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], [role="separator"]';
  return target.closest(`${typing}, [role="listbox"], [role="menu"], [data-own-keys]`) !== null;
}
