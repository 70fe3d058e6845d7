import { useEffect, useRef } from 'react';

interface RecordKeys {
  /** undefined: not now. */
  readonly edit: (() => void) | undefined;
  readonly previous: (() => void) | undefined;
  readonly next: (() => void) | undefined;
}

/** Keys of a record's page: E edits, J and K go to the next and the previous record of the list it was opened from. */
export function useRecordKeys(keys: RecordKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      if (document.querySelector('dialog[open], [popover]:popover-open, .ant-modal-wrap, .ant-drawer-open')) return;
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [data-own-keys]'))
        return;
      const { edit, previous, next } = latest.current;
      const action = event.key === 'e' ? edit : event.key === 'k' ? previous : event.key === 'j' ? next : undefined;
      if (!action) return;
      event.preventDefault();
      action();
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
