import type { RefObject } from 'react';
import type { Fault } from '../../../core/errors/KilnError.ts';
import type { FormTab } from '../../../core/model/types.ts';
import { parsePointer } from '../lib/jsonPointer.ts';

/** Opens the tab of the first field, in the order of the form, that has a fault, and puts the cursor there. */
export function revealFault(
  root: RefObject<HTMLElement | null>,
  tabs: readonly FormTab[],
  faults: readonly Fault[],
  openTab: (tab: number) => void,
): void {
  const faulty = new Set(faults.map(({ pointer }) => parsePointer(pointer)[0]));
  for (const [index, tab] of tabs.entries()) {
    const name = tab.sections.flatMap(({ fields }) => fields).find(({ field }) => faulty.has(field))?.field;
    if (name === undefined) continue;
    openTab(index);
    // After the tab is shown: a hidden control takes no focus.
    requestAnimationFrame(() => {
      const control = root.current?.querySelector<HTMLElement>(`#field_${name}`);
      control?.scrollIntoView({ block: 'center' });
      control?.focus({ preventScroll: true });
    });
    return;
  }
}
