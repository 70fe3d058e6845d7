import { toJson } from '../../../core/expressions/toJson.ts';
import type { Json, JsonObject } from '../../../core/lib/json.ts';
import type { BrowserEntity, BrowserModel } from '../../../core/model/browserModel.ts';
import { browserRules } from '../../../core/model/browserRules.ts';

/** Values of formulas by field name. */
export type Formulas = (values: JsonObject) => JsonObject;

/**
 * The formulas of an entity that the browser can compute while one types: those over what is in the record itself. Others,
 * over related records or rollups, keep the server's value until it is saved.
 */
export function compileFormulas(model: BrowserModel, entity: BrowserEntity): Formulas {
  const { fields } = browserRules(model, entity);
  const plain = new Set(
    entity.fields.filter(({ relation, children, rollup }) => !relation && !children && !rollup).map(({ name }) => name),
  );
  const isOwn = (name: string): boolean => {
    const formula = fields.get(name)?.formula;
    if (!formula) return plain.has(name);
    return formula.expression.uses.every((path) => !path.includes('.') && isOwn(path));
  };
  const own = entity.fields.filter(({ name, formula }) => formula !== undefined && isOwn(name)).map(({ name }) => name);

  // Asked for each field in turn, and one over now() must not be another each time.
  let last: { readonly values: JsonObject; readonly result: JsonObject } | undefined;
  return (values) => {
    if (last?.values === values) return last.result;
    const now = new Date();
    const known: Record<string, Json> = { ...values };
    const done = new Set<string>();
    const compute = (name: string): void => {
      const formula = fields.get(name)?.formula;
      if (!formula || done.has(name)) return;
      done.add(name);
      formula.uses.forEach(compute);
      known[name] = toJson(formula.evaluate(known, { now }), formula.expression.type);
    };
    own.forEach(compute);
    last = { values, result: Object.fromEntries(own.map((name) => [name, known[name] ?? null])) };
    return last.result;
  };
}
