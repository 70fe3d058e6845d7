import type { Target } from './types.ts';

/** What the target is called. */
export function nameOf(target: Target): string {
  switch (target.what) {
    case 'entity':
      return target.entity;
    case 'field':
      return target.field;
    case 'option':
      return target.value;
    case 'definition':
      return target.name;
  }
}
