import type { Plan } from '../db/Plan.ts';
import type { Model } from '../model/types.ts';
import { tableOf } from './entitySql.ts';
import { type Branch, branchesAfter, type CompiledKey, firstBranches, orderBy } from './keyset.ts';
import type { ListQuery } from './ListQuery.ts';
import { matching } from './matching.ts';

import { SqlBuilder } from './SqlBuilder.ts';
import { rowJson } from './selectSql.ts';
import { sortSql } from './sortSql.ts';
import { sqlTypeOf } from './sqlType.ts';

/**
 * One statement for one page. Its rows are: the record as JSON text, the sort values as JSON text (for the cursor) and,
 * when asked for, the number of all matching records. It asks for one row more than the page to know whether there is a
 * next one. The limit stands in the text: with a parameter Postgres would plan for a tenth of the table.
 */
export function compileList(model: Model, query: ListQuery): Plan {
  const builder = new SqlBuilder(model);
  const alias = 't';
  const where = matching(builder, query);
  const countJoins = [...builder.joins.values()].map((join) => join.sql);
  const keys = sortSql(builder, query.entity, alias, query.sort);
  const record = rowJson(builder, query.selection, alias);
  const from = [`${tableOf(query.entity)} ${alias}`, ...[...builder.joins.values()].map((join) => join.sql)].join(' ');
  const count = query.count
    ? `(select count(*) from ${[`${tableOf(query.entity)} ${alias}`, ...countJoins].join(' ')} where ${where})`
    : undefined;
  const branches = query.seen ? branchesAfter(keys, seenValues(builder, query)) : firstBranches(keys);
  const page: Page = { record, from, where, keys, limit: query.limit + 1, count };
  const text = branches.length === 1 && branches[0] ? onePart(page, branches[0]) : severalParts(page, branches);
  return { text, sources: builder.params.sources, readOnly: true };
}

interface Page {
  readonly record: string;
  readonly from: string;
  readonly where: string;
  readonly keys: readonly CompiledKey[];
  readonly limit: number;
  readonly count: string | undefined;
}

function seenValues(builder: SqlBuilder, query: ListQuery): (string | null)[] {
  return query.sort.map((key, index) =>
    query.seen?.[index] === null ? null : builder.params.add({ from: 'cursor', index }, sqlTypeOf(key.field)),
  );
}

function onePart(page: Page, branch: Branch): string {
  return `select ${page.record}::text, ${cursorValues(page)}${page.count ? `, ${page.count}::text` : ''} ${tail(page, branch)}`;
}

/** Each part reads at most one page, in its own order; the outer order puts the parts together. */
function severalParts(page: Page, branches: readonly Branch[]): string {
  const keys = page.keys.map((key, index) => ({ ...key, sql: `u.k${index}` }));
  const keyColumns = page.keys.map((key, index) => `${key.sql} as k${index}`).join(', ');
  const parts = branches.map(
    (branch) => `(select ${page.record}::text as j, ${cursorValues(page)} as c, ${keyColumns} ${tail(page, branch)})`,
  );
  return `select u.j, u.c${page.count ? `, ${page.count}::text` : ''} from (${parts.join(' union all ')}) u order by ${orderBy(keys, false)} limit ${page.limit}`;
}

function cursorValues(page: Page): string {
  return `json_build_array(${page.keys.map((key) => key.sql).join(', ')})::text`;
}

function tail(page: Page, branch: Branch): string {
  const where = branch.condition ? `${page.where} and ${branch.condition}` : page.where;
  return `from ${page.from} where ${where} order by ${orderBy(page.keys, branch.firstIsNotNull)} limit ${page.limit}`;
}
