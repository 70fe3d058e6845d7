import type { BrowserEntity, BrowserField, BrowserModel } from '../../../core/model/browserModel.ts';
import type { Right, SystemRight } from '../../../core/model/types.ts';

/** Whether whoever works here may use what stands beside the records. */
export function mayUse({ system }: BrowserModel, right: SystemRight): boolean {
  return system.includes(right);
}

/** True for a field that is shown and never asked for: it is computed, or one may not write it in any record. */
export function isLocked({ computed, writable }: Pick<BrowserField, 'computed' | 'writable'>): boolean {
  return computed || !writable;
}

/** Whether one has the right on some records of an entity at least; the server decides about each. */
export function may({ rights }: BrowserEntity, right: Right): boolean {
  return rights.includes(right);
}
