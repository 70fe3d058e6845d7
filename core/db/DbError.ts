import type { ErrorCode } from '../errors/codes.ts';
import { KilnError } from '../errors/KilnError.ts';

export interface DbErrorDetails {
  /** Five characters of SQLSTATE; empty when the connection failed and Postgres said nothing. */
  readonly sqlState: string;
  readonly schema?: string | undefined;
  readonly table?: string | undefined;
  readonly column?: string | undefined;
  readonly constraint?: string | undefined;
  /** Postgres' DETAIL: in a language of its own, but keys always as `(columns)=(values)`. */
  readonly detail?: string | undefined;
  /** The statement was made for a model that has been replaced: load the current one and build it again. */
  readonly modelMoved?: boolean;
  /** The connection was lost: before the statement was sent, or after, and then it may have run. */
  readonly lost?: 'before' | 'during' | undefined;
}

/**
 * A statement that failed. Its public part names nothing of the database; the details are for the caller that can put
 * them in the words of its entity, and for the log, which also finds Postgres's own error as the cause.
 */
export class DbError extends KilnError {
  readonly sqlState: string;
  readonly schema: string | undefined;
  readonly table: string | undefined;
  readonly column: string | undefined;
  readonly constraint: string | undefined;
  readonly detail: string | undefined;
  readonly modelMoved: boolean;
  readonly lost: 'before' | 'during' | undefined;

  constructor(code: ErrorCode, detail: string | undefined, details: DbErrorDetails, cause: unknown) {
    super(code, { ...(detail ? { detail } : {}), cause });
    this.name = 'DbError';
    this.sqlState = details.sqlState;
    this.schema = details.schema;
    this.table = details.table;
    this.column = details.column;
    this.constraint = details.constraint;
    this.detail = details.detail;
    this.modelMoved = details.modelMoved ?? false;
    this.lost = details.lost;
  }
}
