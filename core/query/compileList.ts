import type { Plan } from '../db/Plan.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { boundAnswer, mayBeLarge } from './boundAnswer.ts';
import { createSqlBuilder, type Reader } from './createSqlBuilder.ts';
import { tableOf } from './entitySql.ts';
import { fewOrMany } from './fewOrMany.ts';
import { type Branch, branchesAfter, type CompiledKey, firstBranches, orderBy } from './keyset.ts';
import type { ListQuery } from './ListQuery.ts';
import { matching, matchingParts } from './matching.ts';
import { ownersPage } from './ownersPage.ts';
import type { SelectItem } from './parseSelect.ts';
import type { SortKey } from './parseSort.ts';
import type { SqlBuilder } from './SqlBuilder.ts';
import { selectColumns } from './selectSql.ts';
import { sortSql } from './sortSql.ts';
import { sqlTypeOf } from './sqlType.ts';

/**
 * One statement for one page. Each row holds the record as JSON text, the number of all matching records (null unless
 * asked for), `true` when the owners were found to own many (see fewOrMany), and then the text of each sort value, for
 * the cursor. It asks for one row more than the page, to know whether there is a next one. The limit stands in the
 * text: with a parameter Postgres would plan for a tenth of the table. JSON is built outside of the limit, so never for
 * rows that a sort throws away.
 */
export function compileList(reader: Reader, query: ListQuery): Plan {
  const builder = createSqlBuilder(reader);
  const seenKeys = query.seen ? seenValues(builder, query) : [];
  const ownersFrom = ownersPage(builder, query, seenKeys);
  const owned = ownersFrom === undefined ? fewOrMany(builder, query) : undefined;
  const wheres = matchingParts(builder, query, owned && ((granted) => [owned.isFew, `${granted} and ${owned.isMany}`]));
  const countWhere = query.count && wheres.length > 1 ? matching(builder, query) : wheres.join('');
  const countFrom = fromSql(builder, query);
  const keys = sortSql(builder, query.entity, 't', query.sort);
  const columns = selectColumns(builder, query.selection, 't');
  const hidden = query.sort.map((key, index) => (isSelected(query.selection.items, key) ? undefined : `$${index}`));
  const branches = query.seen ? branchesAfter(keys, seenKeys) : firstBranches(keys);
  const page: Page = {
    columns: [
      ...columns.map(({ name, sql }) => `${sql} as ${quoteIdent(name)}`),
      ...hidden.flatMap((name, index) => (name ? [`${keys[index]?.sql} as ${quoteIdent(name)}`] : [])),
    ],
    parts: wheres.map((where, index): Part => {
      const rows = index === 0 ? (ownersFrom ?? owned?.fewFrom) : undefined;
      return { from: fromSql(builder, query, rows), where };
    }),
    keys,
    keyNames: query.sort.map((key, index) => hidden[index] ?? key.field.name),
    limit: query.limit + 1,
  };
  const count = query.count ? `(select count(*) from ${countFrom} where ${countWhere})::text` : 'null';
  const rows = `(${rowsSql(page, branches)}) _p`;
  const plain = hidden.every((name) => name === undefined);
  const record = plain
    ? { name: '_p', from: rows }
    : { name: '_r', from: `${rows} cross join lateral ${visiblePart(columns)}` };
  const seen = page.keyNames.map((name) => `_p.${quoteIdent(name)}::text`);
  const first = owned ? `with ${owned.cte} ` : '';
  const many = owned ? `(${owned.isMany})::text` : 'null';
  const columnsSql = [`row_to_json(${record.name})::text`, count, many, ...seen];
  const statement = `${first}select ${columnsSql.join(', ')} from ${record.from}`;
  const text = mayBeLarge(query.selection, query.limit) ? boundAnswer(statement, columnsSql.length) : statement;
  return { text, sources: builder.params.sources, readOnly: true };
}

interface Page {
  readonly columns: readonly string[];
  readonly parts: readonly Part[];
  readonly keys: readonly CompiledKey[];
  /** Under which name each key stands among the columns. */
  readonly keyNames: readonly string[];
  readonly limit: number;
}

/** A part of the rows. */
interface Part {
  readonly from: string;
  readonly where: string;
}

function fromSql(builder: SqlBuilder, query: ListQuery, rows = `${tableOf(query.entity)} t`): string {
  return [rows, ...[...builder.joins.values()].map((join) => join.sql)].join(' ');
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

/** Each branch of each part reads at most one page, in its own order; an outer order puts several together. */
function rowsSql(page: Page, branches: readonly Branch[]): string {
  const selects = page.parts.flatMap((part) => branches.map((branch) => branchSql(page, part, branch)));
  const [only] = selects;
  if (selects.length === 1 && only) return only;
  const keys = page.keys.map((key, index) => ({ ...key, sql: `u.${quoteIdent(page.keyNames[index] ?? '')}` }));
  const parts = selects.map((select) => `(${select})`);
  return `select * from (${parts.join(' union all ')}) u order by ${orderBy(keys, false)} limit ${page.limit}`;
}

function branchSql(page: Page, { from, where }: Part, branch: Branch): string {
  const condition = branch.condition ? `${where} and ${branch.condition}` : where;
  const order = orderBy(page.keys, branch.firstIsNotNull);
  return `select ${page.columns.join(', ')} from ${from} where ${condition} order by ${order} limit ${page.limit}`;
}
