import { check } from '../../../core/expressions/check.ts';
import { compileExpression } from '../../../core/expressions/compileExpression.ts';
import { addNum, divideNum, fromNum, type Num, roundNum } from '../../../core/expressions/values/decimal.ts';
import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import { type ActorLike, actorVariable } from '../../../core/model/actorVariable.ts';
import type { BrowserEntity, BrowserField, BrowserModel } from '../../../core/model/browserModel.ts';
import { browserScope } from '../../../core/model/browserScope.ts';
import { findEntity } from './model.ts';

/** The value of a rollup over line items as they stand in the form; undefined while they are not loaded. */
export type LiveRollup = (values: JsonObject) => Json | undefined;

type Formulas = (values: JsonObject) => JsonObject;

/**
 * Rollups over the record's own line items, which follow what is typed. Others measure what only the server knows.
 * `compileFormulas` is asked for the formulas of the lines when they are first needed: lines may have lines of their own kind.
 */
export function compileRollups(
  model: BrowserModel,
  entity: BrowserEntity,
  actor: ActorLike,
  compileFormulas: (model: BrowserModel, entity: BrowserEntity, actor: ActorLike) => Formulas,
): ReadonlyMap<string, LiveRollup> {
  const compiled = new Map<string, Formulas>();
  const formulasOf = (child: BrowserEntity): Formulas => {
    const formulas = compiled.get(child.name) ?? compileFormulas(model, child, actor);
    compiled.set(child.name, formulas);
    return formulas;
  };
  const live = entity.fields.flatMap((field): [string, LiveRollup][] => {
    const { rollup } = field;
    const lines = entity.fields.find(
      ({ children }) => rollup && children?.entity === rollup.entity && children.field === rollup.field,
    );
    const child = rollup && findEntity(model, rollup.entity);
    if (!child || !lines) return [];
    const counts = compileWhere(model, child.name, rollup.where, actor);
    if (!counts) return [];
    return [
      [
        field.name,
        (values) => {
          const rows = values[lines.name];
          if (!Array.isArray(rows)) return undefined;
          const formulas = formulasOf(child);
          const whole = rows.filter(isObject).map((row) => ({ ...row, ...formulas(row) }));
          return measure(field, whole.filter(counts));
        },
      ],
    ];
  });
  return new Map(live);
}

function compileWhere(
  model: BrowserModel,
  child: string,
  where: string | undefined,
  actor: ActorLike,
): ((row: JsonObject) => boolean) | undefined {
  if (where === undefined) return () => true;
  const result = check(where, browserScope(model, child, 'record'), 'bool');
  if (!result.ok) return undefined;
  const evaluate = compileExpression(result.expression);
  const variable = actorVariable(actor);
  return (row) => evaluate({ ...row, actor: variable }, { now: new Date() }) === true;
}

/** As SQL does it: empty values count for nothing, and nothing measured is null. */
function measure({ rollup, scale }: BrowserField, rows: readonly JsonObject[]): Json {
  if (rollup?.measure === 'count') {
    const { of } = rollup;
    return rows.filter((row) => of === undefined || (row[of] ?? null) !== null).length;
  }
  const numbers = rows.map((row) => row[rollup?.of ?? '']).filter((value) => typeof value === 'number');
  const [first, ...others] = numbers;
  if (first === undefined) return null;
  if (rollup?.measure === 'min') return Math.min(...numbers);
  if (rollup?.measure === 'max') return Math.max(...numbers);
  const sum = others.reduce<Num>((total, number) => addNum(total, number), first);
  const result = rollup?.measure === 'avg' ? divideNum(sum, numbers.length) : sum;
  if (result === null) return null;
  return fromNum(scale === undefined ? result : roundNum(result, scale));
}
