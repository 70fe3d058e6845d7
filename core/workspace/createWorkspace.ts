import { join } from 'node:path';
import type { Logger } from 'pino';
import { loadSecret } from '../config/loadSecret.ts';
import type { Config } from '../config/readConfig.ts';
import { createCtx } from '../context/createCtx.ts';
import { createVault } from '../context/vault.ts';
import { createEvents } from '../events/createEvents.ts';
import { createLocalStorage } from '../files/createLocalStorage.ts';
import { createReleasers } from '../lib/releasers.ts';
import { modelChannel } from './applyPlan.ts';
import { createModelHolder } from './createModelHolder.ts';
import { makeLive } from './makeLive.ts';
import { openDatabase } from './openDatabase.ts';
import { type Progress, step } from './progress.ts';
import { type Consent, type Synced, syncDefinitions } from './syncDefinitions.ts';
import type { Workspace } from './types.ts';

export interface WorkspaceOptions {
  readonly log: Logger;
  readonly progress?: Progress;
  /** What changed files may do to the database. Default: what is safe. */
  readonly consent?: Consent;
}

/** What of the configuration a workspace needs. */
export type WorkspaceConfig = Pick<Config, 'data' | 'databaseUrl' | 'definitions' | 'poolSize' | 'secret'>;

/**
 * Builds the parts in order, each with its undo: database, system tables, definitions, model.
 * Throws StartError or KilnError, everything undone: KILN_BAD_DEFINITION with every problem of the files, NeedsConsent
 * with the plan when they changed in a way that may not be done without asking.
 */
export async function createWorkspace(config: WorkspaceConfig, options: WorkspaceOptions): Promise<Workspace> {
  const releasers = createReleasers();
  try {
    return await build(config, options, releasers);
  } catch (error) {
    await releasers.release();
    throw error;
  }
}

async function build(
  config: WorkspaceConfig,
  { log, progress = () => undefined, consent = 'safe' }: WorkspaceOptions,
  releasers: ReturnType<typeof createReleasers>,
): Promise<Workspace> {
  const vault = createVault(await loadSecret(config));
  const { db, url, close } = await openDatabase(config, progress);
  releasers.add(close);
  const synced = await step(progress, says, () => syncDefinitions(db, config.definitions, consent));
  for (const conflict of synced.built.conflicts) log.warn({ conflict }, 'a package changes what it cannot change');
  const events = createEvents(log);
  const models = createModelHolder(makeLive(synced.built, synced.seq), { db, events, log });
  const follow = () => {
    models.refresh().catch((error: unknown) => log.error({ err: error }, 'cannot take over the new model'));
  };
  releasers.add(await db.listen(modelChannel, follow, follow));
  // What was changed between reading the definitions and listening.
  await models.refresh();
  const files = createLocalStorage(join(config.data, 'files'));
  return {
    db,
    databaseUrl: url,
    log,
    vault,
    files,
    events,
    models,
    model: () => models.current().model,
    ctx: (actor, requestId) =>
      createCtx({ live: models.current(), db, vault, actor, log, requestId, onChange: events.changed }),
    close: () => releasers.release(),
  };
}

function says({ built, operations }: Synced): string {
  const { entities, definitions } = built.model;
  const made = operations.filter(({ op }) => op === 'createTable').length;
  const other = operations.filter(
    ({ op, risk }) => !(risk === 'safe' && ['createTable', 'addForeignKey'].includes(op)),
  ).length;
  const changes = [
    ...(made > 0 ? [counted(made, 'table')] : []),
    ...(other > 0 ? [counted(other, 'other change')] : []),
  ];
  const done = changes.length > 0 ? `database brought up to date: ${changes.join(', ')}` : 'database up to date';
  return `${counted(definitions.length, 'definition')} checked (${counted(entities.size, 'entity', 'entities')}), ${done}`;
}

function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}
