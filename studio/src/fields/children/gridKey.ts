import type { KeyboardEvent } from 'react';

export type GridKey =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'enter'
  | 'tab'
  | 'moveUp'
  | 'moveDown'
  | 'remove'
  | 'duplicate';

/** What a key means for the grid; undefined when it belongs to the control: its list is open, the cursor is within a text. */
export function gridKey(event: KeyboardEvent): GridKey | undefined {
  const { key, altKey, ctrlKey, metaKey, shiftKey, target } = event;
  if (event.nativeEvent.isComposing || !(target instanceof HTMLElement)) return undefined;
  if (altKey && key === 'ArrowUp') return 'moveUp';
  if (altKey && key === 'ArrowDown') return 'moveDown';
  if (ctrlKey || metaKey) {
    if (key === 'Delete' || (shiftKey && key === 'Backspace')) return 'remove';
    return key.toLowerCase() === 'd' && !shiftKey ? 'duplicate' : undefined;
  }
  if (key === 'Tab') return shiftKey ? undefined : 'tab';
  if (altKey || shiftKey || isOpen(target)) return undefined;
  const edges = edgesOf(target);
  if (key === 'ArrowUp' && edges.first) return 'up';
  if (key === 'ArrowDown' && edges.last) return 'down';
  if (key === 'ArrowLeft' && edges.start) return 'left';
  if (key === 'ArrowRight' && edges.end) return 'right';
  return key === 'Enter' && !(target instanceof HTMLTextAreaElement) && !(target instanceof HTMLButtonElement)
    ? 'enter'
    : undefined;
}

/** A list or calendar below the control takes arrows and Enter. */
function isOpen(target: HTMLElement): boolean {
  return target.getAttribute('aria-expanded') === 'true' || target.closest('.ant-picker-open') !== null;
}

interface Edges {
  readonly start: boolean;
  readonly end: boolean;
  readonly first: boolean;
  readonly last: boolean;
}

/** Where the cursor stands in the text; at every edge where there is no text, or all of it is selected. */
function edgesOf(target: HTMLElement): Edges {
  const isText = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  const all = { start: true, end: true, first: true, last: true };
  if (!isText || target.selectionStart === null) return all;
  const { value, selectionStart, selectionEnd } = target;
  if (selectionStart === 0 && selectionEnd === value.length) return all;
  const at = selectionStart === selectionEnd ? selectionStart : Number.NaN;
  return {
    start: at === 0,
    end: at === value.length,
    first: !value.slice(0, selectionStart).includes('\n'),
    last: !value.slice(selectionEnd ?? 0).includes('\n'),
  };
}
