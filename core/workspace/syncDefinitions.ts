import { systemActor } from '../context/systemActor.ts';
import type { Db } from '../db/types.ts';
import type { Definition } from '../definitions/types.ts';
import { type Operation, worstRisk } from '../migrations/operations.ts';
import { applyEdits } from './applyEdits.ts';
import { applyPlan } from './applyPlan.ts';
import { applyPrepared } from './applyPrepared.ts';
import { badDefinitions } from './badDefinitions.ts';
import type { BuiltModel } from './buildModel.ts';
import { changedDocuments } from './changedDocuments.ts';
import type { DefinitionEdit } from './changeSetInput.ts';
import { readDefinitions } from './definitionStore.ts';
import { localPackage } from './editLayers.ts';
import { loadDefinitions } from './loadDefinitions.ts';
import { NeedsConsent } from './NeedsConsent.ts';
import { type PlannedChange, planChange } from './planChange.ts';
import { planFitting } from './planFitting.ts';
import { pluginsIn } from './plugins/pluginLayers.ts';
import { rebaseEdits } from './rebaseEdits.ts';

/** What may be done without asking: what is safe, everything that keeps data, or everything. */
export type Consent = 'safe' | 'keeps data' | 'all';

/** What package `local` is to say besides, made for the version `base` of the model. */
export interface LocalEdits {
  readonly edits: readonly DefinitionEdit[];
  readonly base?: string;
}

export interface SyncOptions {
  readonly consent: Consent;
  readonly local?: LocalEdits;
  /** For the history. */
  readonly message?: string;
}

export interface Synced {
  readonly built: BuiltModel;
  readonly seq: number;
  /** False when the documents are those of the last time. */
  readonly changed: boolean;
  /** What was done to the database. */
  readonly operations: readonly Operation[];
}

/**
 * What the files of packages say, and `local` besides, against what the database holds. What people changed here and the
 * installed plugins keep up with the packages: they follow their renames, and what does not fit any more is set aside and
 * told as a conflict. Throws KILN_BAD_DEFINITION with every problem of the files, KILN_STALE as rebaseEdits does.
 */
export async function planFiles(db: Db, folders: readonly string[], local?: LocalEdits): Promise<PlannedChange> {
  const { definitions, problems } = await loadDefinitions(folders);
  const stored = await readDefinitions(db);
  const plugins = pluginsIn(stored.layers);
  const isKept = (layer: Definition): boolean => layer.package === localPackage || plugins.has(layer.package);
  const layers = [...definitions, ...stored.layers.filter(isKept)];
  if (problems.length > 0) throw badDefinitions(problems, layers);
  if (!local || local.edits.length === 0) return planFitting(db, stored, layers, 'here');
  const edits = local.base === undefined ? local.edits : await rebaseEdits(db, stored, local.base, local.edits);
  // What others changed here keeps up with upgraded packages first; the files themselves are their author's to correct.
  const packages = stored.layers.filter((layer) => !isKept(layer));
  const isUpgrade = stored.version !== null && changedDocuments(packages, definitions).length > 0;
  const upgrade = isUpgrade ? await planFitting(db, stored, layers, 'here') : undefined;
  const change = await planChange(db, stored, applyEdits(upgrade?.next.layers ?? layers, edits), { fixes: false });
  if (!upgrade) return change;
  const aside = upgrade.next.conflicts.filter(({ code }) => code === 'setAside');
  return {
    ...change,
    next: { ...change.next, conflicts: [...change.next.conflicts, ...aside] },
    dependants: [...upgrade.dependants, ...change.dependants],
  };
}

/** Whether a planned change makes any difference: to the database, or to a document of any package. */
export function isChange({ stored, next }: PlannedChange): boolean {
  return stored.version !== next.model.version || changedDocuments(stored.layers, next.layers).length > 0;
}

/**
 * Makes the database fit the files, as far as it is allowed to.
 * Throws KILN_PLAN_NEEDS_CONSENT with the plan when it is not, having changed nothing.
 */
export async function syncDefinitions(
  db: Db,
  folders: readonly string[],
  { consent, local, message = 'Definitions from files' }: SyncOptions,
): Promise<Synced> {
  const done: Operation[] = [];
  for (;;) {
    const change = await planFiles(db, folders, local);
    const { stored, next, plan } = change;
    if (!isChange(change)) return { built: next, seq: stored.seq, changed: done.length > 0, operations: done };
    if (!isAllowed(plan.operations, consent)) throw new NeedsConsent(plan);
    if (change.preparations.length > 0) {
      await applyPrepared(db, change, { message, actor: systemActor, acceptDataLoss: consent === 'all' });
      done.push(...plan.operations);
      continue;
    }
    const applied = await applyPlan(db, change, { message, actor: systemActor });
    // Another process that starts at the same time was faster: look again.
    if (applied) return { built: next, seq: applied.seq, changed: true, operations: plan.operations };
  }
}

function isAllowed(operations: readonly Operation[], consent: Consent): boolean {
  const risk = worstRisk(operations);
  return consent === 'all' || risk === 'safe' || (consent === 'keeps data' && risk !== 'loses data');
}
