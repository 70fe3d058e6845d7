import { quoteIdent } from '../lib/quoteIdent.ts';
import type { ComputedColumn } from './computed.ts';
import type { LargeTable } from './largeTables.ts';
import type { Operation } from './operations.ts';
import type { GeneratedShape, TableShape } from './shape.ts';

type Sources = Pick<ComputedColumn, 'names' | 'constants' | 'formulas'>;

/** Which columns, of those that are there now, an expression over the later ones reads. */
export function sourcesOf(
  sql: string,
  target: Operation,
  { before, after }: LargeTable,
  all: readonly Operation[],
): Sources {
  const names: Record<string, string> = {};
  const constants: Record<string, string> = {};
  const formulas: Record<string, Pick<ComputedColumn, 'sql' | 'names'>> = {};
  // Records are made of the values of before.
  const isLater = ({ op }: Operation) => target.op !== 'promoteValues' || (op !== 'changeType' && op !== 'fillColumn');
  const here = all.filter((each) => 'table' in each && each.table === after.name && isLater(each));
  for (const column of after.columns) {
    if (!sql.includes(quoteIdent(column.name))) continue;
    const old = before.columns.find(({ id }) => id === column.id);
    const changed = here.find((each) => each.op === 'changeType' && each.column === column.name && each !== target);
    const filled = here.find((each) => each.op === 'fillColumn' && each.column === column.name && each !== target);
    const kept = here.find((each) => each.op === 'keepComputed' && each.column === column.name && each !== target);
    const parked = here.find((each) => each.op === 'unparkColumn' && each.to === column.name);
    const added = here.find((each) => each.op === 'addColumn' && each.column.name === column.name);
    if (changed?.op === 'changeType' && changed.shadow !== undefined) names[column.name] = changed.shadow;
    else if (filled?.op === 'fillColumn' && filled.shadow !== undefined) names[column.name] = filled.shadow;
    else if (kept?.op === 'keepComputed' && kept.shadow !== undefined) names[column.name] = kept.shadow;
    else if (parked?.op === 'unparkColumn') names[column.name] = parked.from;
    else if (added?.op === 'addColumn') constants[column.name] = `${added.fill ?? 'null'}::${column.type}`;
    else if (old?.generated) formulas[column.name] = formulaOf(old.generated, before);
    else if (old) names[column.name] = old.name;
  }
  for (const each of all) {
    if (each.op !== 'parkColumn' || each.table !== after.name || !sql.includes(quoteIdent(each.as))) continue;
    names[each.as] = each.column.name;
  }
  if (target.op === 'changeType' && target.restored) {
    const { original, made } = target.restored;
    for (const name of made === undefined ? [original] : [original, made]) names[name] = name;
  }
  return { names, constants, ...(Object.keys(formulas).length > 0 ? { formulas } : {}) };
}

/** The same of an expression over the columns that are there now, and over other records by the row's id. */
export function ownSources(sql: string, before: TableShape): Sources {
  const read = before.columns.filter(({ name }) => name === 'id' || sql.includes(quoteIdent(name)));
  const [stored, plain] = [read.filter(({ generated }) => generated), read.filter(({ generated }) => !generated)];
  return {
    names: Object.fromEntries(plain.map(({ name }) => [name, name])),
    constants: {},
    ...(stored.length > 0
      ? {
          formulas: Object.fromEntries(
            stored.flatMap(({ name, generated }) => (generated ? [[name, formulaOf(generated, before)]] : [])),
          ),
        }
      : {}),
  };
}

function formulaOf({ sql }: GeneratedShape, { columns }: TableShape): Pick<ComputedColumn, 'sql' | 'names'> {
  const read = columns.filter(({ name, generated }) => !generated && sql.includes(quoteIdent(name)));
  return { sql, names: Object.fromEntries(read.map(({ name }) => [name, name])) };
}
