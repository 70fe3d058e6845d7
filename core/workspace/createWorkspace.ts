import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Alert, createAlarm } from '../audit/createAlarm.ts';
import { createTrail } from '../audit/createTrail.ts';
import { postAlert } from '../audit/postAlert.ts';
import { loadSecret } from '../config/loadSecret.ts';
import { type Config, defaultAlert, defaultAliasDays } from '../config/readConfig.ts';
import { createCtx } from '../context/createCtx.ts';
import { systemActor } from '../context/systemActor.ts';
import type { Actor } from '../context/types.ts';
import { createVault } from '../context/vault.ts';
import { createEvents } from '../events/createEvents.ts';
import { createLocalStorage } from '../files/createLocalStorage.ts';
import { createIdentity } from '../identity/createIdentity.ts';
import { defaultSettings, type IdentitySettings } from '../identity/Identity.ts';
import { mailAlert } from '../identity/mailAlert.ts';
import { isObject } from '../lib/json.ts';
import { createReleasers } from '../lib/releasers.ts';
import { describeTables } from '../migrations/describeTables.ts';
import { createNotifications } from '../notifications/createNotifications.ts';
import { createJobs } from '../online/createJobs.ts';
import type { Reached } from '../online/JobRun.ts';
import { createPlugins } from '../plugins/createPlugins.ts';
import type { Resolve } from '../plugins/host/publicAddress.ts';
import { createQueue } from '../queue/createQueue.ts';
import { createSandbox } from '../sandbox/createSandbox.ts';
import { createApprovalNews } from '../workflows/approvals/createApprovalNews.ts';
import { leaveApprovals } from '../workflows/approvals/leaveApprovals.ts';
import { sweepApprovals } from '../workflows/approvals/sweepApprovals.ts';
import { createWorkflows } from '../workflows/createWorkflows.ts';
import { openSecret } from '../workflows/secrets/openSecret.ts';
import { createStepRunners } from '../workflows/steps/createStepRunners.ts';
import { createTriggers } from '../workflows/triggers/createTriggers.ts';
import { startOnEvent } from '../workflows/triggers/startOnEvent.ts';
import { modelChannel } from './applyPlan.ts';
import { createModelHolder } from './createModelHolder.ts';
import { makeLive } from './makeLive.ts';
import { readOldNames } from './oldNameStore.ts';
import { openDatabase } from './openDatabase.ts';
import { createPluginLoader } from './plugins/createPluginLoader.ts';
import { createPluginWork } from './plugins/createPluginWork.ts';
import { loadPlugins } from './plugins/loadPlugins.ts';
import { type Progress, step } from './progress.ts';
import { runChangeSet } from './runChangeSet.ts';
import { type Consent, type Synced, syncDefinitions } from './syncDefinitions.ts';
import type { Workspace } from './types.ts';

export interface WorkspaceOptions {
  readonly log: Logger;
  readonly progress?: Progress;
  /** What changed files may do to the database. Default: what is safe. */
  readonly consent?: Consent;
  /** Told at named points of what must survive being killed, for tests of just that. */
  readonly reached?: Reached;
  /** Finds the addresses of hosts that plugins ask. Default: as the operating system does. */
  readonly resolve?: Resolve;
}

/** What of the configuration a workspace needs. */
export type WorkspaceConfig = Pick<Config, 'data' | 'databaseUrl' | 'definitions' | 'poolSize' | 'secret'> &
  Partial<Pick<Config, 'timeouts' | 'alert' | 'aliasDays' | 'pluginPrivateHosts' | 'plugins'>> &
  Partial<IdentitySettings>;

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
  { log, progress = () => undefined, consent = 'safe', reached, resolve }: WorkspaceOptions,
  releasers: ReturnType<typeof createReleasers>,
): Promise<Workspace> {
  const secret = await loadSecret(config);
  const vault = createVault(secret);
  const { db, url, close } = await openDatabase(config, progress);
  releasers.add(close);
  const synced = await step(progress, says, () => syncDefinitions(db, config.definitions, { consent }));
  for (const conflict of synced.built.conflicts) log.warn({ conflict }, 'a package changes what it cannot change');
  const sandbox = createSandbox({ log });
  releasers.add(() => sandbox.close());
  const pluginLoader = createPluginLoader(db, sandbox, log);
  releasers.add(pluginLoader.close);
  await loadPlugins(pluginLoader, synced.built.model, { sandbox, progress });
  const events = createEvents(log);
  const { aliasDays = defaultAliasDays } = config;
  const oldNames = await readOldNames(db, synced.built.model, aliasDays);
  const queue = await createQueue({ db, url, log });
  const ctx = (actor: Actor, requestId: string) =>
    createCtx({ live: models.current(), db, vault, actor, log, requestId, trail, onChange: events.changed });
  const plugins = await createPlugins({
    ...{ db, vault, log, sandbox, queue, ctx, poolSize: config.poolSize, privateHosts: config.pluginPrivateHosts },
    model: () => models.current().model,
    resolve,
    emit: startOnEvent,
  });
  releasers.add(plugins.close);
  const { hooksOf } = plugins;
  const pluginWork = createPluginWork(plugins.parts, reached);
  const first = makeLive(synced.built, synced.seq, oldNames, hooksOf(synced.built.model));
  const models = createModelHolder(first, { db, events, log, aliasDays, hooksOf, prepare: pluginLoader.follow });
  const follow = () => {
    models.refresh().catch((error: unknown) => log.error({ err: error }, 'cannot take over the new model'));
  };
  releasers.add(await db.listen(modelChannel, follow, follow));
  // What was changed between reading the definitions and listening.
  await models.refresh();
  const jobs = await createJobs({
    db,
    log,
    reached,
    shapes: async () => describeTables((await models.refresh()).model),
    changeSet: (run) => runChangeSet(db, run, pluginWork),
  });
  releasers.add(jobs.close);
  const { webhook, mail, denials, minutes } = config.alert ?? defaultAlert;
  const senders = webhook === undefined ? [] : [(alert: Alert) => postAlert(webhook, alert)];
  const trail = createTrail(db, log, createAlarm(db, log, { denials, minutes, senders }));
  releasers.add(trail.close);
  const files = createLocalStorage(join(config.data, 'files'));
  const identity = await createIdentity({
    db,
    databaseUrl: url,
    secret,
    settings: settingsOf(config),
    log,
    ctx: () => ctx(systemActor, 'identity'),
  });
  releasers.add(identity.close);
  if (mail !== undefined) senders.push((alert) => mailAlert(db, identity.mailer, mail, alert));
  const notifications = await createNotifications(db);
  releasers.add(notifications.close);
  const approvals = await createApprovalNews(db);
  releasers.add(approvals.close);
  queue.handle('approval.left', async (payload) => {
    if (isObject(payload)) await leaveApprovals(ctx(systemActor, 'approvals'), String(payload.user));
  });
  queue.handle('approval.sweep', () => sweepApprovals(ctx(systemActor, 'approvals')));
  releasers.add(queue.recur({ name: 'approval sweep', cron: '*/5 * * * *', task: 'approval.sweep', payload: {} }));
  const triggers = createTriggers({
    ...{ db, log, ctx, queue, reached },
    model: () => models.current().model,
    refresh: models.refresh,
    secret: async (name) => (await openSecret(db, vault, name))?.text,
  });
  releasers.add(triggers.close);
  const codeSandbox = createSandbox({ log });
  releasers.add(() => codeSandbox.close());
  const steps = { db, vault, log, files, mailer: identity.mailer, plugins, codeSandbox };
  const workflows = await createWorkflows({
    ...{ db, log, ctx, queue, reached, authenticator: identity.authenticator, poolSize: config.poolSize },
    model: () => models.current().model,
    refresh: models.refresh,
    runners: createStepRunners(steps),
  });
  releasers.add(workflows.close);
  const followModel = () => {
    plugins.follow(models.current().model);
    triggers.follow(models.current().model);
  };
  followModel();
  releasers.add(events.onModelChanged(followModel));
  await queue.start();
  releasers.add(queue.close);
  releasers.add(workflows.drain);
  workflows.start();
  return {
    db,
    databaseUrl: url,
    log,
    vault,
    files,
    events,
    models,
    model: () => models.current().model,
    trail,
    identity,
    notifications,
    approvals,
    jobs,
    queue,
    sandbox,
    pluginLoader,
    pluginWork,
    plugins: config.plugins ?? { folder: join(config.data, 'plugins'), keys: [] },
    pluginCalls: plugins,
    triggers,
    workflows,
    reached,
    ctx,
    close: () => releasers.release(),
  };
}

function settingsOf(config: Partial<IdentitySettings>): IdentitySettings {
  const { url, minPassword, admin, mail, oidc } = { ...defaultSettings, ...config };
  return { url, minPassword, admin, mail, oidc };
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
