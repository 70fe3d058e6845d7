import { compileExpression } from '../../../expressions/compileExpression.ts';
import { checkedExpression } from '../../checkedExpression.ts';
import { firstSteps } from '../../firstSteps.ts';
import { fieldType, recordScope } from '../../scope.ts';
import type { Formula } from '../../types.ts';
import { isStored } from './isStoredFormula.ts';
import type { EntityOutline, EntityOutlines } from './outline.ts';

/** Formulas of an entity by field, each after those that it uses. The definitions are checked: there is no cycle. */
export function compileFormulas(outline: EntityOutline, outlines: EntityOutlines): Map<string, Formula> {
  const scope = recordScope(outlines, outline.name);
  const found = new Map<string, Formula>();
  for (const field of outline.fields.values()) {
    const source = field.schema['x-formula'];
    if (source === undefined) continue;
    const expression = checkedExpression(source, scope, fieldType(outlines, field).kind);
    const uses = firstSteps(expression.uses);
    const evaluate = compileExpression(expression);
    found.set(field.name, { expression, evaluate, uses, stored: isStored(expression, outline) });
  }
  const sorted = new Map<string, Formula>();
  const visit = (name: string): void => {
    const formula = found.get(name);
    if (formula === undefined || sorted.has(name)) return;
    formula.uses.forEach(visit);
    sorted.set(name, formula);
  };
  for (const name of found.keys()) visit(name);
  return sorted;
}
