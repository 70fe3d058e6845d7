import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import type { Field, Model } from '../model/types.ts';
import type { Operation } from './operations.ts';

/** Options that a select or multiSelect no longer offers. Records keep such a value until somebody changes it. */
export function removedOptions(from: Model, to: Model): Operation[] {
  const entities = new Map([...to.entities.values()].map((entity) => [entity.id, entity]));
  return [...from.entities.values()].flatMap((was) => {
    const entity = entities.get(was.id);
    if (!entity) return [];
    const fields = new Map([...entity.fields.values()].map((field) => [field.id, field]));
    return [...was.fields.values()].flatMap((old): Operation[] => {
      const field = fields.get(old.id);
      const [column] = field?.columns ?? [];
      if (!field || !column || field.type.name !== old.type.name) return [];
      const offered = optionsOf(field);
      if (!offered) return [];
      return (optionsOf(old) ?? [])
        .filter((option) => !offered.includes(option))
        .map((option) => ({
          op: 'removeOption',
          entity: entity.name,
          field: field.name,
          risk: 'loses data',
          sentence: `Option '${option}' of ${entity.name}.${field.name} goes; records that have it keep it until it is changed.`,
          affected: countOption(was.table, old, option),
          table: entity.table,
          column: column.name,
          option,
        }));
    });
  });
}

function optionsOf(field: Field): readonly string[] | undefined {
  return field.schema.enum ?? field.schema.items?.enum;
}

function countOption(table: string, field: Field, option: string): string {
  const column = quoteIdent(field.column);
  const value = quoteLiteral(option).trim();
  const condition = field.columns[0]?.type.endsWith('[]') ? `${value} = any(${column})` : `${column} = ${value}`;
  return `select count(*) from data.${quoteIdent(table)} where ${condition}`;
}
