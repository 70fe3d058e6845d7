import type { Operand } from './types.ts';

/** An argument in the one Postgres type of its CEL type: text for an id, numeric for an int. */
export function plain({ sql, stored }: Operand): string {
  switch (stored) {
    case 'uuid':
      return `${sql}::text`;
    case 'uuid[]':
      return `${sql}::text[]`;
    case 'bigint':
      return `${sql}::numeric`;
    case 'bigint[]':
      return `${sql}::numeric[]`;
    default:
      return sql;
  }
}
