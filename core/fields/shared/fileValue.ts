import { said } from '../../errors/said.ts';
import type { CelType } from '../../expressions/types.ts';
import { deepFreeze } from '../../lib/deepFreeze.ts';
import type { FieldFault, FieldSchema } from '../types.ts';
import { objectType } from './objectType.ts';
import { uuidSchema } from './uuidSchema.ts';

/** An uploaded file as the API takes it. Only `id` counts: the server fills in what it knows of the upload. */
export const fileSchema = deepFreeze({
  type: 'object',
  properties: {
    id: { ...uuidSchema },
    name: { type: 'string', maxLength: 255 },
    size: { type: 'integer', minimum: 0 },
    type: { type: 'string', maxLength: 127 },
  },
  required: ['id'],
  additionalProperties: false,
});

export const fileType: CelType = deepFreeze(
  objectType('file', {
    id: { kind: 'string' },
    name: { kind: 'string' },
    size: { kind: 'int' },
    type: { kind: 'string' },
  }),
);

/** Faults of `x-accept` where only one family of media types fits. */
export function checkAccept(schema: FieldSchema, family: string): FieldFault[] {
  return (schema['x-accept'] ?? []).flatMap((accepted, index) =>
    accepted.startsWith(`${family}/`)
      ? []
      : [{ pointer: `/x-accept/${index}`, ...said`"${accepted}" is not an ${family} type.` }],
  );
}
