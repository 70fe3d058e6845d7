import type { Config } from '../config/readConfig.ts';

/** What a command runs with. `config` reads the environment when it is asked, so that `help` works in any. */
export interface Invocation {
  readonly args: readonly string[];
  readonly config: () => Config;
}

export interface Command {
  /** Arguments and a sentence, for `kiln help`. */
  readonly usage: string;
  readonly summary: string;
  /** Resolves to the exit code. Throws StartError, KilnError, or what parseArgs throws for unknown arguments. */
  readonly run: (invocation: Invocation) => Promise<number>;
}
