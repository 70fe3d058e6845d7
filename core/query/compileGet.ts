import type { Plan } from '../db/Plan.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Model } from '../model/types.ts';
import { boundAnswer, mayBeLarge } from './boundAnswer.ts';
import { tableOf, visible } from './entitySql.ts';
import type { Selection } from './parseSelect.ts';
import { SqlBuilder } from './SqlBuilder.ts';
import { selectColumns } from './selectSql.ts';

export interface GetOptions {
  /** Also records in the recycle bin. */
  readonly deleted?: boolean;
  /** Locks the row until the transaction ends. */
  readonly lock?: boolean;
}

/** One record by its id (argument 0) as JSON text. */
export function compileGet(model: Model, selection: Selection, options: GetOptions = {}): Plan {
  const builder = new SqlBuilder(model);
  const id = builder.params.add({ from: 'argument', index: 0 }, 'uuid');
  const where = options.deleted ? `t.id = ${id}` : `t.id = ${id} and ${visible('t')}`;
  const lock = options.lock ? ' for update of t' : '';
  const columns = selectColumns(builder, selection, 't').map(({ name, sql }) => `${sql} as ${quoteIdent(name)}`);
  const row = `select ${columns.join(', ')} from ${tableOf(selection.entity)} t where ${where}${lock}`;
  const record = `select row_to_json(_r)::text from (${row}) _r`;
  const text = mayBeLarge(selection, 1) ? boundAnswer(record, 1) : record;
  return { text, sources: builder.params.sources, readOnly: !options.lock };
}
