import type { Field } from '../model/types.ts';

/** Media types that a file or image field takes; undefined: every one. */
export function acceptedTypes({ type, schema }: Field): readonly string[] | undefined {
  return schema['x-accept'] ?? (type.name.startsWith('image') ? ['image/*'] : undefined);
}
