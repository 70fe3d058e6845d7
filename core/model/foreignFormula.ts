import { check } from '../expressions/check.ts';
import { firstSteps } from './firstSteps.ts';
import { ownScope, type ScopeEntities } from './scope.ts';

/**
 * The first of the fields that is a formula which reads more than its own record, itself or by another formula.
 * Where only the record is at hand, in the form, it cannot be computed.
 */
export function foreignFormula(names: readonly string[], entity: string, entities: ScopeEntities): string | undefined {
  const seen = new Set<string>();
  const isForeign = (name: string): boolean => {
    const source = entities.get(entity)?.fields.get(name)?.schema['x-formula'];
    if (source === undefined || seen.has(name)) return false;
    seen.add(name);
    const result = check(source, ownScope(entities, entity));
    return !result.ok || firstSteps(result.expression.uses).some(isForeign);
  };
  return names.find(isForeign);
}
