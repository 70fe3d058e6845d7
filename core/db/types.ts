/** A statement with a name is prepared once per connection under that name; its text must never differ for a name. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
  /**
   * A select without locks or other effects. Outside a transaction it may then share a connection with others, and is
   * sent again when the connection is lost.
   */
  readonly readOnly?: boolean;
}

/**
 * Runs statements. Every column arrives as the text that Postgres sent (null for null), rows as arrays:
 * JSON that Postgres built passes through the server unparsed.
 */
export interface Queryable {
  /**
   * Without values and name, the text may be several statements; the rows are those of the last.
   *
   * @throws KilnError, a DbError where Postgres or the connection to it failed
   */
  query(statement: Statement): Promise<TextRow[]>;
}
export type TextRow = (string | null)[];

/** A transaction on one connection. */
export interface Tx extends Queryable {
  readonly inTransaction: true;
}

export interface Session extends Queryable {
  /** Of the process that serves it, for `pg_cancel_backend`. */
  readonly pid: number;
  /** As that of Db. One at a time. */
  withTx<T>(f: (tx: Tx) => Promise<T>): Promise<T>;
  /** What runs is not waited for. */
  close(): Promise<void>;
}

export interface Db extends Queryable {
  /** Runs f in a transaction: commits when it resolves, rolls back when it throws. Never runs f twice. */
  withTx<T>(f: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Several statements that are text only, e.g. DDL, in one simple query: all or nothing, unless they say otherwise.
   * What may take longer than the statement timeout begins with `set local statement_timeout = 0;`.
   */
  script(sql: string): Promise<void>;
  /**
   * Calls back for each NOTIFY on the channel, reconnecting by itself. After a reconnect it calls onGap: messages may
   * have been missed. Resolves, once it listens, to its undo.
   */
  listen(channel: string, onMessage: (payload: string) => void, onGap?: () => void): Promise<() => Promise<void>>;
  /**
   * Calls back after each statement or transaction of this process that has said so by `raise info '<message>'`. Returns
   * the undo.
   */
  onInfo(message: string, heard: () => void): () => void;
  /**
   * A connection of one's own, until it is closed: for locks that outlive a transaction, and statements that take as
   * long as they take. Nothing of it is timed out.
   */
  session(): Promise<Session>;
  /** As Postgres numbers itself: 180001 is 18.1. Asked once. */
  serverVersion(): Promise<number>;
  /** How busy it is right now. */
  load(): DbLoad;
  /** Waits for what runs; whatever is asked for afterwards is refused with KILN_UNAVAILABLE. */
  close(): Promise<void>;
}

export interface DbLoad {
  /** Open connections of the pool, and those of them that nobody uses. */
  readonly connections: number;
  readonly idle: number;
  /** Callers that wait for a connection. */
  readonly waiting: number;
  /** Statements under way on the connections that reads share. */
  readonly shared: number;
}
