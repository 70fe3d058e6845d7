import { optionsOf } from '../fields/options.ts';
import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import type { Field, Model } from '../model/types.ts';
import type { Operation } from './operations.ts';

/** Options of a select or multiSelect that have another value now: records follow. All of a field are one operation. */
export function renamedOptions(from: Model, to: Model): Operation[] {
  const entities = new Map([...to.entities.values()].map((entity) => [entity.id, entity]));
  return [...from.entities.values()].flatMap((was) => {
    const entity = entities.get(was.id);
    if (!entity) return [];
    const fields = new Map([...entity.fields.values()].map((field) => [field.id, field]));
    return [...was.fields.values()].flatMap((old): Operation[] => {
      const field = fields.get(old.id);
      const [column] = field?.columns ?? [];
      if (!field || !column || field.formula || field.type !== old.type) return [];
      const values = newValues(old, field);
      const names = Object.keys(values);
      if (names.length === 0) return [];
      const isList = column.type.endsWith('[]');
      const [before, source] = [quoteIdent(old.column), `data.${quoteIdent(was.table)}`];
      const list = `array[${names.map((name) => quoteLiteral(name).trim()).join(', ')}]`;
      return [
        {
          op: 'renameOption',
          entity: entity.name,
          field: field.name,
          risk: 'rewrites',
          sentence: `Records of ${entity.name} follow the new values of ${field.name}: ${Object.entries(values)
            .map(([name, value]) => `'${name}' is '${value}' now`)
            .join(', ')}.`,
          params: { from: names.join(', '), to: Object.values(values).join(', ') },
          affected: `select count(*)
from ${source} where ${isList ? `${before} && ${list}` : `${before} = any(${list})`}`,
          table: entity.table,
          column: column.name,
          values,
          isList,
        },
      ];
    });
  });
}

function newValues(old: Field, field: Field): Record<string, string> {
  const now = new Map(optionsOf(field.schema)?.map(({ id, value }) => [id, value]));
  const renamed = (optionsOf(old.schema) ?? []).flatMap(({ id, value }): [string, string][] => {
    const next = now.get(id);
    return next === undefined || next === value ? [] : [[value, next]];
  });
  return Object.fromEntries(renamed);
}
