import { systemActor } from '../context/systemActor.ts';
import type { Db } from '../db/types.ts';
import { type Operation, worstRisk } from '../migrations/operations.ts';
import { applyPlan } from './applyPlan.ts';
import { badDefinitions } from './badDefinitions.ts';
import type { BuiltModel } from './buildModel.ts';
import { readDefinitions } from './definitionStore.ts';
import { localPackage } from './editLayers.ts';
import { loadDefinitions } from './loadDefinitions.ts';
import { NeedsConsent } from './NeedsConsent.ts';
import { type PlannedChange, planChange } from './planChange.ts';

/** What may be done without asking: what is safe, everything that keeps data, or everything. */
export type Consent = 'safe' | 'keeps data' | 'all';

export interface Synced {
  readonly built: BuiltModel;
  readonly seq: number;
  /** False when the files are those of the last time. */
  readonly changed: boolean;
  /** What was done to the database. */
  readonly operations: readonly Operation[];
}

/** What the files say, against what the database holds. Throws KILN_BAD_DEFINITION with every problem of the files. */
export async function planFiles(db: Db, folders: readonly string[]): Promise<PlannedChange> {
  const { definitions, problems } = await loadDefinitions(folders);
  const stored = await readDefinitions(db);
  const layers = [...definitions, ...stored.layers.filter((layer) => layer.package === localPackage)];
  if (problems.length > 0) throw badDefinitions(problems, layers);
  return planChange(db, stored, layers);
}

/**
 * Makes the database fit the files, as far as it is allowed to.
 * Throws KILN_PLAN_NEEDS_CONSENT with the plan when it is not, having changed nothing.
 */
export async function syncDefinitions(db: Db, folders: readonly string[], consent: Consent): Promise<Synced> {
  for (;;) {
    const change = await planFiles(db, folders);
    const { stored, next, plan } = change;
    if (stored.version === next.model.version) return { built: next, seq: stored.seq, changed: false, operations: [] };
    if (!isAllowed(plan.operations, consent)) throw new NeedsConsent(plan);
    const applied = await applyPlan(db, change, { message: 'Definitions from files', actor: systemActor });
    // Another process that starts at the same time was faster: look again.
    if (applied) return { built: next, seq: applied.seq, changed: true, operations: plan.operations };
  }
}

function isAllowed(operations: readonly Operation[], consent: Consent): boolean {
  const risk = worstRisk(operations);
  return consent === 'all' || risk === 'safe' || (consent === 'keeps data' && risk !== 'loses data');
}
