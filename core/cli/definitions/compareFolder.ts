import { StartError } from '../../config/StartError.ts';
import type { LocalEdits } from '../../workspace/syncDefinitions.ts';
import { definitionFolder } from './definitionFolder.ts';
import { isFolder, pluginVersions, readFolder } from './folder.ts';
import { localEdits } from './localEdits.ts';
import type { Target, TargetPlan } from './Target.ts';

export interface Comparison extends TargetPlan {
  /** Undefined: there is no folder, the files of packages alone count. */
  readonly local: LocalEdits | undefined;
  readonly folder: string | undefined;
  /**
   * The files were pulled from elsewhere, or before the target's history began: they are compared with what there is
   * now.
   */
  readonly isForeign: boolean;
}

/**
 * What a folder would change. What others changed since it was pulled stays, where the folder does not change the same.
 */
export async function compareFolder(target: Target, given: string | undefined): Promise<Comparison> {
  const folder = given ?? ((await isFolder(definitionFolder)) ? definitionFolder : undefined);
  if (folder === undefined) {
    const plan = await target.plan();
    return { ...plan, local: undefined, folder, isForeign: false };
  }
  if (!(await isFolder(folder)))
    throw new StartError(`There is no folder ${folder}. To begin: npx kiln pull ${folder}`);
  const files = await readFolder(folder);
  const now = await target.read();
  requirePlugins(files.plugins, pluginVersions(now?.layers ?? []), { folder, target: target.name });
  const then = files.version === undefined ? undefined : await target.read(files.version);
  const base = then ?? now;
  const local: LocalEdits = {
    edits: localEdits(base?.layers ?? [], files.local),
    ...(base?.version ? { base: base.version } : {}),
  };
  return { ...(await target.plan(local)), local, folder, isForeign: files.version !== undefined && !then };
}

/** Throws StartError where the definitions were made with plugins that the target does not have. */
function requirePlugins(
  needed: Readonly<Record<string, string>>,
  there: Readonly<Record<string, string>>,
  { folder, target }: { readonly folder: string; readonly target: string },
): void {
  const missing = Object.entries(needed).flatMap(([id, version]) =>
    Object.hasOwn(there, id) ? [] : [`${id} ${version}`],
  );
  if (missing.length === 0) return;
  throw new StartError(
    `The definitions in ${folder} were made with plugins that ${target} does not have: ${missing.join(', ')}. Install them there first (npx kiln plugin install), or take them out of ${folder}/kiln.json.`,
  );
}
