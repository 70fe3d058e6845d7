import { toJson } from '../../../core/expressions/toJson.ts';
import { fromNum, roundNum } from '../../../core/expressions/values/decimal.ts';
import type { Json, JsonObject } from '../../../core/lib/json.ts';
import type { ActorLike } from '../../../core/model/actorVariable.ts';
import type { BrowserEntity, BrowserModel } from '../../../core/model/browserModel.ts';
import { browserRules } from '../../../core/model/browserRules.ts';
import { compileRollups } from './compileRollups.ts';

/** Values of formulas by field name. */
export type Formulas = (values: JsonObject) => JsonObject;

/**
 * The formulas of an entity that the browser can compute while one types: those over what is in the record itself, and over
 * rollups of its line items, which are given with them. Others, over related records, keep the server's value until it is saved.
 */
export function compileFormulas(model: BrowserModel, entity: BrowserEntity, actor: ActorLike): Formulas {
  const { fields } = browserRules(model, entity);
  const rollups = compileRollups(model, entity, actor, compileFormulas);
  const scales = new Map(entity.fields.map(({ name, scale }) => [name, scale]));
  const plain = new Set(
    entity.fields
      .filter(({ name, relation, children, rollup }) => !relation && !children && (!rollup || rollups.has(name)))
      .map(({ name }) => name),
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
    const measured = [...rollups].flatMap(([name, rollup]) => {
      const value = rollup(values);
      return value === undefined ? [] : [[name, value] as const];
    });
    for (const [name, value] of measured) known[name] = value;
    const compute = (name: string): void => {
      const formula = fields.get(name)?.formula;
      if (!formula || done.has(name)) return;
      done.add(name);
      formula.uses.forEach(compute);
      known[name] = rounded(toJson(formula.evaluate(known, { now }), formula.expression.type), scales.get(name));
    };
    own.forEach(compute);
    const computed = own.map((name) => [name, known[name] ?? null] as const);
    last = { values, result: Object.fromEntries([...measured, ...computed]) };
    return last.result;
  };
}

/** To the digits that the server keeps. */
function rounded(value: Json, scale: number | undefined): Json {
  return typeof value === 'number' && scale !== undefined ? fromNum(roundNum(value, scale)) : value;
}
