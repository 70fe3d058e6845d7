import type { Plan } from '../db/Plan.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { boundAnswer, mayBeLarge } from './boundAnswer.ts';
import { createSqlBuilder, type Reader } from './createSqlBuilder.ts';
import { tableOf, visible } from './entitySql.ts';
import type { Selection } from './parseSelect.ts';
import { andReadable } from './readable.ts';
import type { SqlBuilder } from './SqlBuilder.ts';
import { selectColumns } from './selectSql.ts';

export interface GetOptions {
  /** Also records in the recycle bin. */
  readonly deleted?: boolean;
  /** Locks the row against changes until the transaction ends; records that point at it may still come. */
  readonly lock?: boolean;
}

/** One record by its id (argument 0) as JSON text. */
export function compileGet(reader: Reader, selection: Selection, options: GetOptions = {}): Plan {
  const builder = createSqlBuilder(reader);
  const id = builder.params.add({ from: 'argument', index: 0 }, 'uuid');
  const lock = options.lock ? ' for no key update of t' : '';
  const row = `select ${columns(builder, selection)} ${fromTable(builder, selection, options)} and t.id = ${id}${lock}`;
  const record = `select row_to_json(_r)::text from (${row}) _r`;
  const text = mayBeLarge(selection, 1) ? boundAnswer(record, 1) : record;
  return { text, sources: builder.params.sources, readOnly: !options.lock };
}

/** Records by their ids (argument 0), at most `rows` of them: each as JSON text with its id beside it. */
export function compileGetMany(
  reader: Reader,
  selection: Selection,
  options: Pick<GetOptions, 'deleted'>,
  rows: number,
): Plan {
  const builder = createSqlBuilder(reader);
  const ids = builder.params.add({ from: 'argument', index: 0 }, 'uuid[]');
  const record = `(select row_to_json(_r)::text from (select ${columns(builder, selection)}) _r)`;
  const records = `select ${record}, t.id::text ${fromTable(builder, selection, options)} and t.id = any(${ids})`;
  const text = mayBeLarge(selection, rows) ? boundAnswer(records, 2) : records;
  return { text, sources: builder.params.sources, readOnly: true };
}

function columns(builder: SqlBuilder, selection: Selection): string {
  return selectColumns(builder, selection, 't')
    .map(({ name, sql }) => `${sql} as ${quoteIdent(name)}`)
    .join(', ');
}

/** FROM and WHERE of what may be read. */
function fromTable(builder: SqlBuilder, { entity }: Selection, { deleted }: GetOptions): string {
  const live = deleted ? 'true' : visible('t');
  return `from ${tableOf(entity)} t where ${live}${andReadable(builder, entity, 't')}`;
}
