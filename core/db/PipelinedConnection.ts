import pg from 'pg';
import { runStatement, spoilsConnection } from './runStatement.ts';
import { toKilnError } from './toKilnError.ts';
import type { Statement, TextRow } from './types.ts';

/** A connection that answers nothing for this long is taken for blocked by the statement at its head. */
const blockedMs = 25;

/**
 * Prepared statements stay with the connection, and each model has its own: a new connection now and then frees them.
 */
const lifetimeMs = 30 * 60_000;

/**
 * One connection on which statements are sent without waiting for the answers before. It connects when first used, and
 * again when it was lost.
 */
export class PipelinedConnection {
  readonly #config: pg.ClientConfig;
  #client: Promise<pg.Client> | undefined;
  #connectedAt = 0;
  /** When it last answered, or began to have something to answer. */
  #progressAt = 0;
  #waiting = 0;
  /** Connections that were replaced and still finish what they were sent. */
  readonly #ending = new Set<Promise<void>>();

  constructor(config: pg.ClientConfig) {
    this.#config = { ...config, pipeline: true };
  }

  /** Statements that are not answered yet. */
  get waiting(): number {
    return this.#waiting;
  }

  isBlocked(now: number): boolean {
    return this.#waiting > 0 && now - this.#progressAt > blockedMs;
  }

  /**
   * Tells `onTime` the milliseconds that the statement itself took: the wait for those before it left out.
   *
   * @throws KilnError
   */
  async query(statement: Statement, onTime: (ms: number) => void): Promise<TextRow[]> {
    const begun = performance.now();
    if (this.#waiting === 0) this.#progressAt = begun;
    this.#waiting += 1;
    try {
      const client = await this.#connected(begun);
      return await this.#run(client, statement);
    } finally {
      const now = performance.now();
      onTime(now - Math.max(begun, this.#progressAt));
      this.#waiting -= 1;
      this.#progressAt = now;
    }
  }

  /** Waits for what was sent. */
  async close(): Promise<void> {
    if (this.#client) this.#end(this.#client);
    await Promise.all(this.#ending);
  }

  #connected(now: number): Promise<pg.Client> {
    if (this.#client && now - this.#connectedAt > lifetimeMs) this.#end(this.#client);
    this.#client ??= this.#connect(now);
    return this.#client;
  }

  async #run(client: pg.Client, statement: Statement): Promise<TextRow[]> {
    try {
      return await runStatement(client, statement);
    } catch (error) {
      if (spoilsConnection(error)) await this.#replace(client);
      throw error;
    }
  }

  #connect(now: number): Promise<pg.Client> {
    this.#connectedAt = now;
    const client = new pg.Client(this.#config);
    const connecting = client.connect().then(
      () => client,
      (error) => {
        if (this.#client === connecting) this.#client = undefined;
        throw toKilnError(error, false);
      },
    );
    client.on('error', () => {
      if (this.#client === connecting) this.#client = undefined;
    });
    return connecting;
  }

  /** Does nothing when another statement has replaced the client already. */
  async #replace(client: pg.Client): Promise<void> {
    const current = this.#client;
    if (current && (await current.catch(() => undefined)) === client) this.#end(current);
  }

  #end(current: Promise<pg.Client>): void {
    if (this.#client === current) this.#client = undefined;
    const ended = current.then((client) => client.end()).catch(() => undefined);
    this.#ending.add(ended);
    ended.finally(() => this.#ending.delete(ended));
  }
}
