import type { ClientConfig } from 'pg';

export interface ConnectionSettings {
  readonly url: string;
  /** Of what writes. Default 30,000. 0 means no limit. */
  readonly statementTimeoutMs?: number;
  /** Of single statements that only read. Default 10,000. 0 means no limit. */
  readonly readTimeoutMs?: number;
  /** How long a statement waits for a lock. Default 10,000. */
  readonly lockTimeoutMs?: number;
  /** How long to wait for a connection, or for a free one of the pool. Default 10,000. */
  readonly connectTimeoutMs?: number;
  /** Shown in pg_stat_activity. Default `kiln`. */
  readonly applicationName?: string;
}

export const defaultTimeouts = { statementMs: 30_000, readMs: 10_000 } as const;

/** Rows stay the text that Postgres sent: no type is parsed. */
const rawText = { getTypeParser: () => (value: string | null) => value };

/**
 * What every connection of Kiln has in common. Statements name their schemas; the search path is for the operator class
 * of pg_trgm, which lies where its database's owner put it (`extensions` at some hosts).
 */
export function connectionOptions(settings: ConnectionSettings): ClientConfig {
  const {
    url,
    statementTimeoutMs = defaultTimeouts.statementMs,
    lockTimeoutMs = 10_000,
    connectTimeoutMs = 10_000,
    applicationName = 'kiln',
  } = settings;
  return {
    connectionString: url,
    application_name: applicationName,
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    options:
      '-c timezone=UTC -c intervalstyle=iso_8601 -c datestyle=ISO -c client_min_messages=warning -c search_path=kiln,public,extensions',
    types: rawText,
    keepAlive: true,
    connectionTimeoutMillis: connectTimeoutMs,
  };
}
