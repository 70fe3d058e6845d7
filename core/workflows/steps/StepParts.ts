import type { Logger } from 'pino';
import type { Vault } from '../../context/types.ts';
import type { Db } from '../../db/types.ts';
import type { FileStorage } from '../../files/FileStorage.ts';
import type { Mailer } from '../../identity/Mailer.ts';
import type { Plugins } from '../../plugins/createPlugins.ts';
import type { Sandbox } from '../../sandbox/Sandbox.ts';

/** What steps need of the workspace. */
export interface StepParts {
  readonly db: Db;
  readonly vault: Vault;
  readonly log: Logger;
  readonly files: FileStorage;
  readonly mailer: Mailer;
  readonly plugins: Pick<Plugins, 'parts'>;
  /** For code that is typed into steps: not in one process with plugins. */
  readonly codeSandbox: Sandbox;
}
