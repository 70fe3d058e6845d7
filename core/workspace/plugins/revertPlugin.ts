import type { Actor } from '../../context/types.ts';
import type { Queryable } from '../../db/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { isObject, type JsonObject } from '../../lib/json.ts';
import type { ChangeSetAnswer } from '../changeSetAnswer.ts';
import type { Workspace } from '../types.ts';
import { changeVersion } from './changeVersion.ts';
import { readVersion } from './pluginStore.ts';
import { setEnabled } from './setEnabled.ts';
import { uninstallPlugin } from './uninstallPlugin.ts';

/** The document of a plugin before and after a change-set. */
export interface ChangedPlugin {
  readonly id: string;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
}

/** What a change-set made of a plugin; undefined: it was about something else. */
export async function changedPlugin(run: Queryable, changeSet: string): Promise<ChangedPlugin | undefined> {
  const [row] = await run.query({ text: changedSql, values: [changeSet], readOnly: true });
  if (!row) return undefined;
  const [id = '', before, after] = row;
  return { id: id ?? '', before: documentOf(before), after: documentOf(after) };
}

const changedSql = `
select c.name, c.before, c.after
from kiln.changeset as s
cross join json_to_recordset(s.changes) as c(kind text, name text, before json, after json)
where s.id::text = $1 and c.kind = 'plugin'`;

/**
 * Takes a change-set of a plugin's life back by going the other way: what was installed is uninstalled, its data
 * parked; what was upgraded goes back to the version before, with the `down` of its migrations, and the other way
 * round; what was enabled is disabled. What was uninstalled has to be installed again: nothing of it is kept.
 */
export async function revertPlugin(
  workspace: Workspace,
  changeSet: string,
  { id, before, after }: ChangedPlugin,
  { dryRun = false }: { readonly dryRun?: boolean },
  actor: Actor,
): Promise<ChangeSetAnswer> {
  if (!before) return uninstallPlugin(workspace, id, { data: 'park', dryRun, reverts: changeSet }, actor);
  if (!after) throw impossible(`${id} was uninstalled, and nothing of it is kept. Install its package again.`);
  if (before.code === after.code && before.version === after.version) {
    return setEnabled(workspace, id, before.enabled === true, actor, { dryRun, reverts: changeSet });
  }
  const now = workspace.models.current().model.plugins.get(id);
  if (now?.code !== after.code) throw impossible(`${id} is another version by now. Go to the version that you want.`);
  const version = await readVersion(workspace.db, id, { hash: String(before.code) });
  if (!version) throw impossible(`${id} ${String(before.version)} is not kept here any more.`);
  const options = { way: 'any', grant: !dryRun, reverts: changeSet, message: `Take back: plugin ${id}` } as const;
  return changeVersion(workspace, { version }, options, actor);
}

function documentOf(text: string | null | undefined): JsonObject | null {
  const value: unknown = JSON.parse(text ?? 'null');
  return isObject(value) ? value : null;
}

function impossible(detail: string): KilnError {
  return new KilnError('KILN_CONFLICT', { detail, extra: { conflicts: [] } });
}
