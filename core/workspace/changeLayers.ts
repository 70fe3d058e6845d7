import type { Actor } from '../context/types.ts';
import { mergeLayers } from '../definitions/layers.ts';
import type { Definition } from '../definitions/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { worstRisk } from '../migrations/operations.ts';
import { kinds } from '../model/kinds.ts';
import { applyOrPrepare, type Begun, prepared } from './applyOrPrepare.ts';
import { changedDefinitions, changedDocuments } from './changedDocuments.ts';
import type { ChangePlan, ChangeSetAnswer } from './changeSetAnswer.ts';
import type { ChangeOptions } from './changeSetInput.ts';
import { readDefinitions, readSeq, type StoredDefinitions } from './definitionStore.ts';
import { describePlan } from './describePlan.ts';
import { type PlannedChange, planChange } from './planChange.ts';
import { planFitting } from './planFitting.ts';
import type { PluginWork } from './plugins/PluginWork.ts';
import { previewModel } from './previewModel.ts';
import type { Workspace } from './types.ts';

/** What becomes of the stored documents. Runs again when another change came first, on what there is then. */
export type Edit = (stored: StoredDefinitions) => Promise<readonly Definition[] | Edited>;

export interface Edited {
  readonly layers: readonly Definition[];
  /** What a plugin has to do with it. */
  readonly plugin?: PluginWork;
}

export interface LayerOptions extends ChangeOptions {
  /** uuid of the change-set that this one takes back. */
  readonly reverts?: string;
  /** A package comes in another version: what people changed here is made to fit it. */
  readonly isUpgrade?: true;
}

/** Each round means that a change of another process came first. */
const maxRounds = 20;

/**
 * Changes the stored documents, the database with them, in one transaction, and takes over the new model. What changes
 * nothing leaves no trace. Throws what `edit` throws, KILN_BAD_DEFINITION with every problem, KILN_DATA_LOSS with the
 * plan, KILN_CONFLICT when the data does not fit, KILN_UNAVAILABLE when too many others change them.
 */
export async function changeLayers(
  workspace: Workspace,
  edit: Edit,
  options: LayerOptions,
  actor: Actor,
): Promise<ChangeSetAnswer> {
  if (options.dryRun) {
    const { change } = await planOne(workspace, edit, options);
    const { preview } = options;
    return { ...answerOf(change, null), ...(preview ? { preview: previewModel(change, preview) } : {}) };
  }
  const { change, outcome } = await workspace.models.inTurn(() => applyOne(workspace, edit, options, actor));
  if (!outcome) return answerOf(change, null);
  // Others need not wait for what has to be prepared.
  const ended = 'preparing' in outcome ? await prepared(workspace, outcome.preparing, options.waitMs) : outcome;
  await workspace.models.refresh();
  return 'job' in ended ? { ...answerOf(change, null), job: ended.job } : answerOf(change, ended.id);
}

interface Planned extends Pick<Edited, 'plugin'> {
  readonly change: PlannedChange;
}

async function planOne(workspace: Workspace, edit: Edit, options: LayerOptions): Promise<Planned> {
  const { fixes = true, conversions } = options;
  const stored = await readCurrent(workspace);
  const known = workspace.models.current().model;
  const isAccepted = options.acceptDataLoss === true && !options.dryRun;
  const planned = { fixes: fixes && ('all' as const), known, isAccepted, ...(conversions ? { conversions } : {}) };
  const edited = await edit(stored);
  const { layers, ...rest } = 'layers' in edited ? edited : { layers: edited };
  const change = options.isUpgrade
    ? await planFitting(workspace.db, stored, layers, 'local')
    : await planChange(workspace.db, stored, layers, planned);
  return { change, ...rest };
}

interface Made {
  readonly change: PlannedChange;
  /** Undefined: there was nothing to do. */
  readonly outcome: Begun | undefined;
}

async function applyOne(workspace: Workspace, edit: Edit, options: LayerOptions, actor: Actor): Promise<Made> {
  const { message, conversions, reverts, acceptDataLoss = false } = options;
  for (let round = 0; round < maxRounds; round++) {
    const { change, plugin } = await planOne(workspace, edit, options);
    const { plan, stored, next } = change;
    if (plan.operations.length === 0 && changedDocuments(stored.layers, next.layers).length === 0) {
      return { change, outcome: undefined };
    }
    if (worstRisk(plan.operations) === 'loses data' && !acceptDataLoss) throw dataLoss(planOf(change));
    workspace.models.expect(next);
    const outcome = await applyOrPrepare(workspace, change, {
      message,
      actor,
      acceptDataLoss,
      ...(conversions ? { conversions } : {}),
      ...(reverts === undefined ? {} : { reverts }),
      ...(plugin ? { plugin } : {}),
    });
    if (outcome) {
      // The next one plans on it.
      if ('id' in outcome) await workspace.models.refresh();
      return { change, outcome };
    }
  }
  throw new KilnError('KILN_UNAVAILABLE', {
    detail: 'Changes of other processes keep coming first. Nothing was changed; try again.',
  });
}

function answerOf(change: PlannedChange, id: string | null): ChangeSetAnswer {
  return { id, version: change.next.model.version, plan: planOf(change) };
}

/**
 * What this process holds, unless another one has changed it since: the documents of a large model take a while to
 * read.
 */
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
