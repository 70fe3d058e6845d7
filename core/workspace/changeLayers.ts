import type { Actor } from '../context/types.ts';
import { mergeLayers } from '../definitions/layers.ts';
import type { Definition } from '../definitions/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { worstRisk } from '../migrations/operations.ts';
import { kinds } from '../model/kinds.ts';
import { applyOrPrepare } from './applyOrPrepare.ts';
import { changedDefinitions } from './changedDocuments.ts';
import type { ChangePlan, ChangeSetAnswer } from './changeSetAnswer.ts';
import type { ChangeOptions } from './changeSetInput.ts';
import { readDefinitions, readSeq, type StoredDefinitions } from './definitionStore.ts';
import { describePlan } from './describePlan.ts';
import { type PlannedChange, planChange } from './planChange.ts';
import { previewModel } from './previewModel.ts';
import type { Workspace } from './types.ts';

/** What becomes of the stored documents. Runs again when another change came first, on what there is then. */
export type Edit = (stored: StoredDefinitions) => Promise<readonly Definition[]>;

export interface LayerOptions extends ChangeOptions {
  /** uuid of the change-set that this one takes back. */
  readonly reverts?: string;
}

/** More than anybody edits at the same time; each round means that somebody else's change came first. */
const maxRounds = 20;

/**
 * Changes the stored documents, the database with them, in one transaction, and takes over the new model. Throws what
 * `edit` throws, KILN_BAD_DEFINITION with every problem, KILN_DATA_LOSS with the plan, KILN_CONFLICT when the data does
 * not fit.
 */
export async function changeLayers(
  workspace: Workspace,
  edit: Edit,
  options: LayerOptions,
  actor: Actor,
): Promise<ChangeSetAnswer> {
  const { db, models } = workspace;
  const { message, fixes = true, conversions, preview, reverts } = options;
  for (let round = 0; round < maxRounds; round++) {
    const stored = await readCurrent(workspace);
    const known = models.current().model;
    const isAccepted = options.acceptDataLoss === true && !options.dryRun;
    const planned = { fixes: fixes && ('all' as const), known, isAccepted, ...(conversions ? { conversions } : {}) };
    const change = await planChange(db, stored, await edit(stored), planned);
    const answer = (id: string | null): ChangeSetAnswer => {
      const plan = planOf(change);
      return {
        id,
        version: change.next.model.version,
        plan,
        ...(preview ? { preview: previewModel(change, preview) } : {}),
      };
    };
    if (options.dryRun) return answer(null);
    if (worstRisk(change.plan.operations) === 'loses data' && !options.acceptDataLoss) throw dataLoss(planOf(change));
    models.expect(change.next);
    const outcome = await applyOrPrepare(workspace, change, {
      message,
      actor,
      acceptDataLoss: options.acceptDataLoss ?? false,
      ...(conversions ? { conversions } : {}),
      ...(reverts === undefined ? {} : { reverts }),
    });
    if (outcome) {
      await models.refresh();
      return 'job' in outcome ? { ...answer(null), job: outcome.job } : answer(outcome.id);
    }
  }
  throw new KilnError('KILN_UNAVAILABLE', { detail: 'Other changes of the definitions keep coming first. Try again.' });
}

/** What this process holds, unless another one has changed it since: the documents of a large model take a while to read. */
async function readCurrent({ db, models }: Workspace): Promise<StoredDefinitions> {
  const { layers, seq, model } = models.current();
  return (await readSeq(db)) === seq ? { layers, seq, version: model.version } : readDefinitions(db);
}

function planOf(change: PlannedChange): ChangePlan {
  const changes = changedDefinitions(
    mergeLayers(change.stored.layers, kinds).definitions,
    mergeLayers(change.next.layers, kinds).definitions,
  );
  const ms = change.plan.operations.reduce((sum, operation) => sum + (operation.ms ?? 0), 0);
  return { ...describePlan(change), changes, ms };
}

function dataLoss(plan: ChangePlan): KilnError {
  const losses = plan.operations.filter((operation) => operation.risk === 'loses data');
  return new KilnError('KILN_DATA_LOSS', {
    detail: losses.map((operation) => operation.sentence).join(' '),
    extra: { plan },
  });
}
