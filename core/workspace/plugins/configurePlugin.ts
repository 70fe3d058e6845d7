import { writeEntries } from '../../audit/writeEntries.ts';
import type { Ctx } from '../../context/types.ts';
import { fault, saidFault } from '../../errors/fault.ts';
import { type Fault, KilnError } from '../../errors/KilnError.ts';
import { said } from '../../errors/said.ts';
import type { JsonObject } from '../../lib/json.ts';
import { compileForeignSchema } from '../../model/foreignSchema.ts';
import type { PluginModel } from '../../model/pluginTypes.ts';
import { configChannel } from '../../plugins/createConfigs.ts';
import { modelLock } from '../applyPlan.ts';

export interface PluginSettingsInput {
  /** All of them: what is not in it is not set any more. */
  readonly config?: JsonObject;
  /** Those that are to be set, or with null forgotten; others stay as they are. */
  readonly secrets?: Readonly<Record<string, string | null>>;
}

/** Characters of a secret. */
const longestSecret = 10_000;

/**
 * Sets settings and secrets of a plugin; it has them with its next call, in every process. Secrets are sealed, and
 * nobody is given them back but the plugin. Throws KILN_INVALID with everything that is wrong.
 */
export async function configurePlugin(
  ctx: Ctx,
  plugin: PluginModel,
  { config, secrets = {} }: PluginSettingsInput,
): Promise<void> {
  const faults = [...(config ? configFaultsOf(plugin, config) : []), ...secretFaults(plugin, secrets)];
  if (faults.length > 0) throw new KilnError('KILN_INVALID', { errors: faults });
  const { id } = plugin;
  if (!config && Object.keys(secrets).length === 0) return;
  await ctx.inTx(async ({ run, vault, actor, via, requestId }) => {
    // Nobody uninstalls it meanwhile: its settings would be left over.
    await run.query({ text: `select pg_advisory_xact_lock_shared(${modelLock})`, values: [] });
    const [there] = await run.query({ text: isThereSql, values: [id] });
    if (!there) throw new KilnError('KILN_NOT_FOUND', { detail: 'This plugin is not installed.' });
    if (config) await run.query({ text: configSql, values: [id, JSON.stringify(config)] });
    for (const [name, secret] of Object.entries(secrets)) {
      const values = secret === null ? [id, name] : [id, name, vault.seal(secret)];
      await run.query({ text: secret === null ? forgetSql : secretSql, values });
    }
    await run.query({ text: 'select pg_notify($1, $2)', values: [configChannel, id] });
    const changed = [...(config ? ['config'] : []), ...Object.keys(secrets)];
    const details = { plugin: id, changed };
    await writeEntries(run, [{ action: 'pluginConfigured', actor, via, requestId, details }]);
  });
}

function configFaultsOf({ config: schema }: PluginModel, config: JsonObject): Fault[] {
  if (!schema) {
    return Object.keys(config).map((name) => fault(`/config/${name}`, 'unknownMember', { name }));
  }
  const check = compileForeignSchema({ unevaluatedProperties: false, ...schema });
  // Defaults are filled in when they are read: the next version may have others.
  const faults = check(structuredClone(config));
  return faults.map((each) => ({ ...each, pointer: `/config${each.pointer}` }));
}

function secretFaults({ granted }: PluginModel, secrets: Readonly<Record<string, string | null>>): Fault[] {
  return Object.entries(secrets).flatMap(([name, secret]): Fault[] => {
    const pointer = `/secrets/${name}`;
    if (!granted.secrets.includes(name)) return [fault(pointer, 'unknownMember', { name })];
    if (secret === '') return [saidFault(pointer, said`A secret is not empty; null forgets it.`)];
    if (secret !== null && secret.length > longestSecret)
      return [fault(pointer, 'maxLength', { limit: longestSecret })];
    return [];
  });
}

const isThereSql = `select from kiln.definition where kind = 'plugin' and name = $1`;

const configSql = `
insert into kiln.plugin_config (plugin, config) values ($1, $2::json)
on conflict (plugin) do update set config = excluded.config`;

const secretSql = `
insert into kiln.plugin_secret (plugin, name, sealed) values ($1, $2, $3)
on conflict (plugin, name) do update set sealed = excluded.sealed`;

const forgetSql = 'delete from kiln.plugin_secret where plugin = $1 and name = $2';
