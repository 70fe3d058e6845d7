import type { Edited } from './editMarkdown.ts';

/**
 * Puts a changed text into a text area as if it had been typed, so that the browser's own undo takes it back. Only the part that
 * differs is replaced.
 */
export function applyEdit(area: HTMLTextAreaElement, { text, start, end }: Edited): void {
  const before = area.value;
  let head = 0;
  while (head < before.length && before[head] === text[head]) head += 1;
  let tail = 0;
  while (
    tail < Math.min(before.length, text.length) - head &&
    before[before.length - 1 - tail] === text[text.length - 1 - tail]
  ) {
    tail += 1;
  }
  area.focus();
  area.setSelectionRange(head, before.length - tail);
  const inserted = text.slice(head, text.length - tail);
  // The only way into the undo history; where a browser has given it up, the text still gets there.
  const isTyped = document.execCommand(inserted === '' ? 'delete' : 'insertText', false, inserted);
  if (!isTyped) {
    area.setRangeText(inserted);
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
  area.setSelectionRange(start, end);
}
