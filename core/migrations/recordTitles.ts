import { fieldTypes } from '../fields/fieldTypes.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { byId } from '../model/byId.ts';
import type { Entity, Field, Model } from '../model/types.ts';
import { shadowPrefix } from './computed.ts';
import { parkedTableName, stableName } from './identifiers.ts';
import { titleLookup } from './lookups.ts';
import { sourceType } from './sourceType.ts';
import type { RecordTitles, Titles, TitlesOf } from './titles.ts';

export function recordTitles(from: Model | undefined, to: Model): Titles {
  const old = new Map([...(from?.entities.values() ?? [])].map((entity) => [entity.id, entity]));
  const now = new Map([...to.entities.values()].map((entity) => [entity.id, entity]));
  const before: TitlesOf = (id) => {
    const entity = old.get(id);
    const field = entity && steadyField(entity, now.get(id));
    return entity && field && titlesIn(`data.${quoteIdent(entity.table)}`, field);
  };
  return {
    before,
    beside: (id) => {
      const titles = before(id);
      if (!titles) return undefined;
      const sql = titleLookup(titles);
      const name = stableName(`${shadowPrefix}titles_${id}`, 't', JSON.stringify([id, sql]));
      return { ...titles, lookup: { name: `kiln.${quoteIdent(name)}`, sql } };
    },
    during: (id) => {
      const [was, entity] = [old.get(id), now.get(id)];
      if (!was) return undefined;
      const field = steadyField(was, entity);
      if (!field || !entity) return field && titlesIn(`parked.${quoteIdent(parkedTableName(id))}`, field);
      const renamed = byId(entity.fields, field.id);
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
    const after = field && byId(now.fields, field.id);
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
