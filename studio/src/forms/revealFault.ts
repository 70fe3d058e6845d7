import type { RefObject } from 'react';
import type { Fault } from '../../../core/errors/KilnError.ts';
import type { FormTab } from '../../../core/model/types.ts';
import { parsePointer } from '../lib/jsonPointer.ts';

/** Opens the tab of the first field, in the order of the form, that has a fault, and puts the cursor there. */
export function revealFault(
  root: RefObject<HTMLElement | null>,
  idPrefix: string,
  tabs: readonly FormTab[],
  faults: readonly Fault[],
  openTab: (tab: number) => void,
): void {
  const paths = faults.map(({ pointer }) => parsePointer(pointer));
  for (const [index, tab] of tabs.entries()) {
    const fields = tab.sections.flatMap((section) => section.fields.map(({ field }) => field));
    const name = fields.find((field) => paths.some(([first]) => first === field));
    if (name === undefined) continue;
    openTab(index);
    const path = paths.find(([first]) => first === name) ?? [];
    // After the tab is shown: a hidden control takes no focus.
    requestAnimationFrame(() => focusControl(root.current, `${idPrefix}_${name}`, path.slice(1)));
    return;
  }
}

/** The control of the part that is wrong (a cell of a line, the city of an address), else that of the whole field. */
function focusControl(root: HTMLElement | null, id: string, inside: readonly string[]): void {
  const find = (controlId: string) => root?.querySelector<HTMLElement>(`#${CSS.escape(controlId)}`);
  const control = find([id, ...inside].join('-')) ?? find(id);
  const focusable = control?.matches('input, textarea, button, [tabindex]')
    ? control
    : control?.querySelector<HTMLElement>('input, textarea, button, [tabindex="0"]');
  control?.scrollIntoView({ block: 'center' });
  focusable?.focus({ preventScroll: true });
}
