import { didYouMean } from '../../../definitions/didYouMean.ts';
import { type Said, said } from '../../../errors/said.ts';
import { fieldType } from '../../scope.ts';
import type { Relation } from '../../types.ts';
import type { EntityOutline, EntityOutlines, FieldOutline } from './outline.ts';
import { parseRollup } from './parseRollup.ts';

/** `path` begins at the field. */
export interface FieldFault extends Said {
  readonly path: readonly (string | number)[];
}

export function relationFaults(field: FieldOutline, outline: EntityOutline, outlines: EntityOutlines): FieldFault[] {
  const spec = field.schema['x-relation'];
  if (!spec || !field.relation) return [];
  const faults = field.relation.targets.flatMap((target, index) => {
    const path = ['x-relation', 'to', ...(typeof spec.to === 'string' ? [] : [index])];
    return entityFaults(target, path, outline, outlines);
  });
  if (spec.onDelete === 'setNull' && outline.document.required?.includes(field.name)) {
    const words = said`A required relation cannot become empty: use "restrict" or "cascade".`;
    faults.push({ path: ['x-relation', 'onDelete'], ...words });
  }
  return faults;
}

export function childrenFaults(field: FieldOutline, outline: EntityOutline, outlines: EntityOutlines): FieldFault[] {
  const spec = field.schema['x-children'];
  if (!spec) return [];
  const child = outlines.get(spec.entity);
  if (child === undefined) return entityFaults(spec.entity, ['x-children', 'entity'], outline, outlines);
  if (child === outline) {
    return [{ path: ['x-children', 'entity'], ...said`The line items of an entity are records of another entity.` }];
  }
  const words = wayBackFault(spec.field, child, outline, ['one']);
  return words === undefined ? [] : [{ path: ['x-children', 'field'], ...words }];
}

export function rollupFaults(field: FieldOutline, outline: EntityOutline, outlines: EntityOutlines): FieldFault[] {
  const spec = field.schema['x-rollup'];
  const rollup = spec && parseRollup(spec);
  if (!rollup) return [];
  const child = outlines.get(rollup.entity);
  if (child === undefined) return entityFaults(rollup.entity, ['x-rollup', 'from'], outline, outlines);
  const wayBack = wayBackFault(rollup.field, child, outline, ['one', 'polymorphic']);
  const measured =
    rollup.of === undefined ? undefined : measureFault(rollup.of, rollup.measure, field, child, outlines);
  return [
    ...(wayBack === undefined ? [] : [{ path: ['x-rollup', 'from'], ...wayBack }]),
    ...(measured === undefined ? [] : [{ path: ['x-rollup', 'value'], ...measured }]),
  ];
}

function measureFault(
  of: string,
  measure: string,
  rollup: FieldOutline,
  child: EntityOutline,
  outlines: EntityOutlines,
): Said | undefined {
  if (child.broken.has(of)) return undefined;
  const field = child.fields.get(of);
  if (field === undefined) return said`"${child.name}" has no field "${of}".${didYouMean(of, child.fields.keys())}`;
  const { kind } = fieldType(outlines, field);
  const own = fieldType(outlines, rollup).kind;
  const isNumber = kind === 'int' || kind === 'double';
  if (measure === 'sum' || measure === 'avg') {
    return isNumber ? undefined : said`${measure}() needs a number, and "${of}" is none.`;
  }
  if (kind === 'list' || kind === 'object' || kind === 'dyn' || kind === 'bool') {
    return said`"${of}" has no order, so it has no ${measure}().`;
  }
  if (kind === own || (isNumber && own === 'double')) return undefined;
  return said`The ${measure}() of "${of}" is of another type than this field: give both the same type.`;
}

/** What is wrong with the relation by which other records are to point back at `parent`. */
function wayBackFault(
  name: string,
  child: EntityOutline,
  parent: EntityOutline,
  kinds: readonly Relation['kind'][],
): Said | undefined {
  const fitting = [...child.fields.values()].filter(
    ({ relation }) => relation && kinds.includes(relation.kind) && relation.targets.includes(parent.name),
  );
  if (child.broken.has(name) || fitting.some((field) => field.name === name)) return undefined;
  const help =
    fitting.length > 0
      ? said`Relations to "${parent.name}": ${fitting.map((field) => field.name).join(', ')}.`
      : said`"${child.name}" has no relation to one "${parent.name}" yet; give it one.`;
  return said`"${child.name}.${name}" is no relation to one "${parent.name}". ${help}`;
}

/** Entities that exist but are too broken to look into are not missing. */
function entityFaults(
  name: string,
  path: FieldFault['path'],
  { entityNames }: EntityOutline,
  outlines: EntityOutlines,
): FieldFault[] {
  if (entityNames.includes(name)) return [];
  return [{ path, ...said`There is no entity "${name}".${didYouMean(name, outlines.keys())}` }];
}
