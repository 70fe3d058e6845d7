import type { Actor } from '../context/types.ts';
import type { Definition } from '../definitions/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { type Operation, worstRisk } from '../migrations/operations.ts';
import { render } from '../migrations/render.ts';
import { applyPlan } from './applyPlan.ts';
import { readDefinitions } from './definitionStore.ts';
import { type PlannedChange, planChange } from './planChange.ts';
import type { Workspace } from './types.ts';

export interface ChangeOptions {
  readonly message: string;
  /** Says what would happen and changes nothing. */
  readonly dryRun?: boolean;
  readonly acceptDataLoss?: boolean;
  /** Version of the model that the change was made for; absent: whichever there is. */
  readonly base?: string;
}

export interface ChangeSetResult {
  /** uuid; null for a dry run. */
  readonly id: string | null;
  /** Of the model after the change. */
  readonly version: string;
  readonly plan: { readonly operations: readonly (Operation & { readonly sql: readonly string[] })[] };
}

/** More than anybody edits at the same time; each round means that somebody else's change came first. */
const maxRounds = 20;

/**
 * Changes the stored documents, the database with them, in one transaction, and takes over the new model. `edit` sees the
 * documents as they are and may run several times. Throws what it throws, KILN_BAD_DEFINITION with every problem,
 * KILN_DATA_LOSS with the plan, KILN_CONFLICT when the data does not fit, KILN_STALE when the model is no longer `base`.
 */
export async function changeLayers(
  workspace: Workspace,
  edit: (layers: readonly Definition[]) => readonly Definition[],
  options: ChangeOptions,
  actor: Actor,
): Promise<ChangeSetResult> {
  const { db, models } = workspace;
  for (let round = 0; round < maxRounds; round++) {
    const stored = await readDefinitions(db);
    if (options.base !== undefined && options.base !== stored.version) throw stale(stored.version);
    const change = await planChange(db, stored, edit(stored.layers));
    if (options.dryRun) return describe(null, change);
    if (worstRisk(change.plan.operations) === 'loses data' && !options.acceptDataLoss) throw dataLoss(change);
    const applied = await applyPlan(db, change, { message: options.message, actor });
    if (applied) {
      await models.refresh();
      return describe(applied.id, change);
    }
  }
  throw new KilnError('KILN_UNAVAILABLE', { detail: 'Other changes of the definitions keep coming first. Try again.' });
}

function describe(id: string | null, { next, plan }: PlannedChange): ChangeSetResult {
  const operations = plan.operations.map((operation) => ({ ...operation, sql: render(operation) }));
  return { id, version: next.model.version, plan: { operations } };
}

function stale(version: string | null): KilnError {
  return new KilnError('KILN_STALE', {
    detail: 'The definitions have changed since they were read. Nothing was changed.',
    extra: { version },
  });
}

function dataLoss(change: PlannedChange): KilnError {
  const { plan } = describe(null, change);
  const losses = plan.operations.filter((operation) => operation.risk === 'loses data');
  return new KilnError('KILN_DATA_LOSS', {
    detail: losses.map((operation) => operation.sentence).join(' '),
    extra: { plan },
  });
}
