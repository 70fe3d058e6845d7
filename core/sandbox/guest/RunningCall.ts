import type { Json } from '../../lib/json.ts';

/** One call while it runs. */
export interface RunningCall {
  readonly id: number;
  /** Asks the server; resolves with its answer. */
  ask(body: Json): Promise<Json>;
  log(body: Json): void;
  /** Runs `f` later, unless the call has ended by then. */
  setTimer(f: () => void, ms: number): number;
  /** Runs `f` under the same id later: it has just run. */
  repeatTimer(id: number, f: () => void, ms: number): void;
  clearTimer(id: number): void;
}
