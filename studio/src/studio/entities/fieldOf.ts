import { parsePointer } from '../../lib/jsonPointer.ts';

/** Name of the field that a JSON pointer into an entity's document leads to; empty: it leads elsewhere. */
export function fieldOf(pointer: string): string {
  const [keyword, name = ''] = parsePointer(pointer);
  return keyword === 'properties' ? name : '';
}
