import { fieldTypes } from '../fields/fieldTypes.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Entity, Field, Model } from '../model/types.ts';
import { parkedTableName } from './identifiers.ts';
import { sourceType } from './sourceType.ts';

/** Where the records of an entity are, and SQL of the text that stands for one of them. */
export interface RecordTitles {
  /** Quoted and qualified name of the table. */
  readonly table: string;
  /** @param alias of the table */
  readonly title: (alias: string) => string;
}

/** By x-id of the entity; undefined where there are no records, or nothing of a record can be read as a text. */
export type TitlesOf = (entity: string) => RecordTitles | undefined;

/** Titles as they are found before a plan, and between the renaming of its tables and columns and its end. */
export interface Titles {
  readonly before: TitlesOf;
  readonly during: TitlesOf;
}

export function recordTitles(from: Model | undefined, to: Model): Titles {
  const old = new Map([...(from?.entities.values() ?? [])].map((entity) => [entity.id, entity]));
  const now = new Map([...to.entities.values()].map((entity) => [entity.id, entity]));
  return {
    before: (id) => {
      const entity = old.get(id);
      const field = entity && steadyField(entity, now.get(id));
      return entity && field && titlesIn(`data.${quoteIdent(entity.table)}`, field);
    },
    during: (id) => {
      const [was, entity] = [old.get(id), now.get(id)];
      if (!was) return undefined;
      const field = steadyField(was, entity);
      if (!field || !entity) return field && titlesIn(`parked.${quoteIdent(parkedTableName(id))}`, field);
      const renamed = [...entity.fields.values()].find((each) => each.id === field.id);
      return renamed && titlesIn(`data.${quoteIdent(entity.table)}`, renamed);
    },
  };
}

/** The field that stands for a record and whose values the plan leaves as they are. */
function steadyField(was: Entity, now: Entity | undefined): Field | undefined {
  const shown = was.fields.get(was.display);
  if (!now) return shown;
  const fields = new Map([...was.fields.values()].map((field) => [field.id, field]));
  const next = now.fields.get(now.display);
  const candidates = [next && fields.get(next.id), shown];
  return candidates.find((field) => {
    const after = field && [...now.fields.values()].find(({ id }) => id === field.id);
    return after?.type === field?.type && after?.columns[0]?.type === field?.columns[0]?.type;
  });
}

function titlesIn(table: string, field: Field): RecordTitles | undefined {
  const [column] = field.columns;
  if (!column) return undefined;
  const name = (alias: string): string => `${alias}.${quoteIdent(column.name)}`;
  if (column.type === 'uuid') return { table, title: (alias) => `${name(alias)}::text` };
  const cast = fieldTypes.get('text')?.casts[sourceType(field)];
  return cast && { table, title: (alias) => cast.using(name(alias), {}) };
}
