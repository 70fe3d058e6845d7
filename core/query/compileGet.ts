import type { Plan } from '../db/Plan.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { boundAnswer, mayBeLarge } from './boundAnswer.ts';
import { createSqlBuilder, type Reader } from './createSqlBuilder.ts';
import { tableOf, visible } from './entitySql.ts';
import type { Selection } from './parseSelect.ts';
import { andReadable } from './readable.ts';

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
  const live = options.deleted ? '' : ` and ${visible('t')}`;
  const where = `t.id = ${id}${live}${andReadable(builder, selection.entity, 't')}`;
  const lock = options.lock ? ' for no key update of t' : '';
  const columns = selectColumns(builder, selection, 't').map(({ name, sql }) => `${sql} as ${quoteIdent(name)}`);
  const row = `select ${columns.join(', ')} from ${tableOf(selection.entity)} t where ${where}${lock}`;
  const record = `select row_to_json(_r)::text from (${row}) _r`;
  const text = mayBeLarge(selection, 1) ? boundAnswer(record, 1) : record;
  return { text, sources: builder.params.sources, readOnly: !options.lock };
}
