import { type Said, said } from '../../errors/said.ts';
import { deepFreeze } from '../../lib/deepFreeze.ts';
import type { FieldFault, FieldSchema, FieldType } from '../types.ts';
import { checkBounds } from './checkBounds.ts';
import { mostItems } from './listSchema.ts';
import { shapeOf } from './shapeOf.ts';

/**
 * A field type as its file states it: `infers` and the checks that all types share come from `means`, `type` and
 * `options`.
 */
export interface FieldTypeSource extends Omit<FieldType, 'infers' | 'check' | 'widget'> {
  /** Shapes (see shapeOf) that mean this type. */
  readonly means: readonly string[];
  /** The JSON type of its values, where `type` may be written. Absent: any. */
  readonly type?: NonNullable<FieldSchema['type']>;
  /** A keyword without which the field says nothing. */
  readonly needs?: keyof FieldSchema;
  readonly check?: FieldType['check'];
}

const common = ['type', 'format', 'title', 'description', 'readOnly', 'x-id', 'x-type', 'x-sensitive'];

export function defineField(source: FieldTypeSource): FieldType {
  const { means, type, needs, check, ...rest } = source;
  const known = new Set<string>([...common, ...source.options, ...(needs ? [needs] : [])]);
  const formats = means.filter((shape) => shape.startsWith('format ')).map((shape) => shape.slice('format '.length));

  function faults(schema: FieldSchema): FieldFault[] {
    const found: FieldFault[] = [];
    const report = (pointer: string, words: Said): number => found.push({ pointer, ...words });
    if (type && schema.type !== undefined && schema.type !== type) {
      report('/type', said`A ${source.name} field has the JSON type "${type}".`);
    }
    if (schema.format !== undefined && !formats.includes(schema.format)) {
      report('/format', said`Format "${schema.format}" does not fit a ${source.name} field.`);
    }
    if (needs && schema[needs] === undefined) report('', said`A ${source.name} field needs ${needs}.`);
    if (needs === 'x-relation' && schema[needs] && !means.includes(shapeOf(schema))) {
      report(
        '/x-relation',
        said`One entity in "to" makes a relation, several or "*" a polymorphic, many a manyToMany.`,
      );
    }
    for (const keyword of Object.keys(schema)) {
      if (!known.has(keyword)) report(`/${keyword}`, said`${keyword} has no meaning for a ${source.name} field.`);
    }
    if (schema['x-unique'] === 'ignoreCase' && source.columns(schema, '')[0]?.type !== 'text') {
      report('/x-unique', said`Capitals and small letters: only texts have them.`);
    }
    if (type === 'array' && (schema.maxItems ?? 0) > mostItems) {
      report('/maxItems', said`maxItems can be at most ${mostItems}.`);
    }
    return [...found, ...checkBounds(schema), ...(check?.(schema) ?? [])];
  }

  return deepFreeze({
    ...rest,
    widget: source.name,
    infers: (schema: FieldSchema) => means.includes(shapeOf(schema)),
    check: faults,
  });
}
