import type { Plan } from '../db/Plan.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Model } from '../model/types.ts';
import { boundAnswer, mayBeLarge } from './boundAnswer.ts';
import { tableOf } from './entitySql.ts';
import { type Branch, branchesAfter, type CompiledKey, firstBranches, orderBy } from './keyset.ts';
import type { ListQuery } from './ListQuery.ts';
import { matching } from './matching.ts';
import type { SelectItem } from './parseSelect.ts';
import type { SortKey } from './parseSort.ts';
import { SqlBuilder } from './SqlBuilder.ts';
import { selectColumns } from './selectSql.ts';
import { sortSql } from './sortSql.ts';
import { sqlTypeOf } from './sqlType.ts';

/**
 * One statement for one page. Each row holds the record as JSON text, the number of all matching records (null unless
 * asked for), and then the text of each sort value, for the cursor. It asks for one row more than the page, to know
 * whether there is a next one. The limit stands in the text: with a parameter Postgres would plan for a tenth of the
 * table. JSON is built outside of the limit, so never for rows that a sort throws away.
 */
export function compileList(model: Model, query: ListQuery): Plan {
  const builder = new SqlBuilder(model);
  const where = matching(builder, query);
  const countFrom = fromSql(builder, query);
  const keys = sortSql(builder, query.entity, 't', query.sort);
  const columns = selectColumns(builder, query.selection, 't');
  const hidden = query.sort.map((key, index) => (isSelected(query.selection.items, key) ? undefined : `$${index}`));
  const page: Page = {
    columns: [
      ...columns.map(({ name, sql }) => `${sql} as ${quoteIdent(name)}`),
      ...hidden.flatMap((name, index) => (name ? [`${keys[index]?.sql} as ${quoteIdent(name)}`] : [])),
    ],
    from: fromSql(builder, query),
    where,
    keys,
    keyNames: query.sort.map((key, index) => hidden[index] ?? key.field.name),
    limit: query.limit + 1,
  };
  const branches = query.seen ? branchesAfter(keys, seenValues(builder, query)) : firstBranches(keys);
  const count = query.count ? `(select count(*) from ${countFrom} where ${where})::text` : 'null';
  const rows = `(${rowsSql(page, branches)}) _p`;
  const plain = hidden.every((name) => name === undefined);
  const record = plain
    ? { name: '_p', from: rows }
    : { name: '_r', from: `${rows} cross join lateral ${visiblePart(columns)}` };
  const seen = page.keyNames.map((name) => `_p.${quoteIdent(name)}::text`);
  const statement = `select row_to_json(${record.name})::text, ${count}, ${seen.join(', ')} from ${record.from}`;
  const text = mayBeLarge(query.selection, query.limit) ? boundAnswer(statement, 2 + seen.length) : statement;
  return { text, sources: builder.params.sources, readOnly: true };
}

interface Page {
  readonly columns: readonly string[];
  readonly from: string;
  readonly where: string;
  readonly keys: readonly CompiledKey[];
  /** Under which name each key stands among the columns. */
  readonly keyNames: readonly string[];
  readonly limit: number;
}

function fromSql(builder: SqlBuilder, query: ListQuery): string {
  return [`${tableOf(query.entity)} t`, ...[...builder.joins.values()].map((join) => join.sql)].join(' ');
}

function isSelected(items: readonly SelectItem[], key: SortKey): boolean {
  return key.path.length === 0 && items.some((item) => item.kind === 'field' && item.field === key.field);
}

/** The selection without the sort values that were added to it. */
function visiblePart(columns: readonly { readonly name: string }[]): string {
  return `(select ${columns.map(({ name }) => `_p.${quoteIdent(name)}`).join(', ')}) _r`;
}

function seenValues(builder: SqlBuilder, query: ListQuery): (string | null)[] {
  return query.sort.map((key, index) =>
    query.seen?.[index] === null ? null : builder.params.add({ from: 'cursor', index }, sqlTypeOf(key.field)),
  );
}

/** Each branch reads at most one page, in its own order; an outer order puts several together. */
function rowsSql(page: Page, branches: readonly Branch[]): string {
  const [first] = branches;
  if (branches.length === 1 && first) return branchSql(page, first);
  const keys = page.keys.map((key, index) => ({ ...key, sql: `u.${quoteIdent(page.keyNames[index] ?? '')}` }));
  const parts = branches.map((branch) => `(${branchSql(page, branch)})`);
  return `select * from (${parts.join(' union all ')}) u order by ${orderBy(keys, false)} limit ${page.limit}`;
}

function branchSql(page: Page, branch: Branch): string {
  const where = branch.condition ? `${page.where} and ${branch.condition}` : page.where;
  const order = orderBy(page.keys, branch.firstIsNotNull);
  return `select ${page.columns.join(', ')} from ${page.from} where ${where} order by ${order} limit ${page.limit}`;
}
