import { hasId } from '../../../../expressions/checking/joinTypes.ts';
import type { CelType } from '../../../../expressions/types.ts';

const texts: ReadonlySet<string> = new Set(['string', 'date', 'time', 'timestamp', 'duration']);
const numbers: ReadonlySet<string> = new Set(['int', 'double']);

/**
 * Whether a value of a type may be right, as JSON, where one of another is taken. Of texts that is seen when they are
 * there.
 */
export function fitsType(type: CelType, target: CelType): boolean {
  const { kind } = type;
  if (kind === 'dyn' || kind === 'null' || target.kind === 'dyn' || target.kind === 'null') return true;
  if (target.kind === 'list') return kind === 'list';
  if (target.kind === 'object') return kind === 'object' || (hasId(target) && kind === 'string');
  if (numbers.has(target.kind)) return numbers.has(kind);
  if (target.kind === 'string') return texts.has(kind) || hasId(type);
  return kind === target.kind || (kind === 'string' && texts.has(target.kind));
}

/** Says that of a record its id is taken: a relation is written as one. */
export function idAs(type: CelType, target: CelType): { as?: 'id' | 'ids' } {
  if (hasId(type) && (target.kind === 'string' || hasId(target))) return { as: 'id' };
  const isIds = target.kind === 'list' && (target.of.kind === 'string' || hasId(target.of));
  return isIds && type.kind === 'list' && hasId(type.of) ? { as: 'ids' } : {};
}
