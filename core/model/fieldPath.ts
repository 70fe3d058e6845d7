import { didYouMean } from '../definitions/didYouMean.ts';
import { type Said, said } from '../errors/said.ts';
import type { ScopeField } from './scope.ts';

export type FieldPath<Field> =
  | { readonly ok: true; readonly fields: readonly Field[] }
  | { readonly ok: false; readonly words: Said };

/** The fields on a path such as `account.industry`: relations to one, then any field. */
export function fieldPath<Field extends ScopeField>(
  path: string,
  start: string,
  entities: ReadonlyMap<string, { readonly fields: ReadonlyMap<string, Field>; readonly broken?: ReadonlySet<string> }>,
): FieldPath<Field> {
  const fields: Field[] = [];
  const steps = path.split('.');
  let name = start;
  for (const [index, step] of steps.entries()) {
    const entity = entities.get(name);
    // What is broken is reported where it stands.
    if (entity === undefined || entity.broken?.has(step)) return { ok: true, fields };
    const field = entity.fields.get(step);
    if (field === undefined) {
      return { ok: false, words: said`"${name}" has no field "${step}".${didYouMean(step, entity.fields.keys())}` };
    }
    fields.push(field);
    if (index === steps.length - 1) break;
    if (field.relation?.kind !== 'one') {
      return { ok: false, words: said`"${step}" leads to no single record, so nothing can follow it.` };
    }
    name = field.relation.targets[0] ?? '';
  }
  return { ok: true, fields };
}
