import type { ClientBase, QueryArrayResult } from 'pg';
import { DbError } from './DbError.ts';
import { toKilnError } from './toKilnError.ts';
import type { Statement, TextRow } from './types.ts';

/** @throws KilnError */
export async function runStatement(client: ClientBase, { name, text, values }: Statement): Promise<TextRow[]> {
  try {
    // An array when the text was several statements, which the types of pg leave out.
    const result: QueryArrayResult<TextRow> | QueryArrayResult<TextRow>[] = await client.query<TextRow>({
      ...(name ? { name } : {}),
      text,
      values: [...values],
      rowMode: 'array',
    });
    return (Array.isArray(result) ? result.at(-1)?.rows : result.rows) ?? [];
  } catch (error) {
    throw toKilnError(error);
  }
}

/**
 * True when the connection must not be used again: it is gone, or one of its prepared statements no longer fits the
 * tables, which node-postgres would go on using.
 */
export function spoilsConnection(error: unknown): boolean {
  return (
    error instanceof DbError && (error.lost !== undefined || error.sqlState === '0A000' || error.sqlState === '26000')
  );
}
