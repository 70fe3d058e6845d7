import type { Db } from '../db/types.ts';
import type { Definition } from '../definitions/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { Conversions } from '../migrations/conversion.ts';
import { describeTables } from '../migrations/describeTables.ts';
import { estimated } from '../migrations/estimate.ts';
import { goOnline } from '../migrations/goOnline.ts';
import type { Operation, Plan } from '../migrations/operations.ts';
import type { Preparation } from '../migrations/Preparation.ts';
import { plan } from '../migrations/plan.ts';
import { preparations } from '../migrations/preparations.ts';
import { isLarge } from '../migrations/sizes.ts';
import { type FormerName, namesLost } from '../model/references/oldNames.ts';
import type { Model } from '../model/types.ts';
import { checkForeignParts } from '../workflows/checkForeignParts.ts';
import { missingSecrets, type SecretPlace } from '../workflows/missingSecrets.ts';
import { type BuiltModel, buildModel } from './buildModel.ts';
import { changedDocuments } from './changedDocuments.ts';
import type { Dependant, PlanWarning } from './changeSetAnswer.ts';
import { checkConversions } from './checkConversions.ts';
import { countAffected } from './countAffected.ts';
import type { StoredDefinitions } from './definitionStore.ts';
import { type Fixes, fixDependants } from './fixDependants.ts';
import { keepComputed } from './keepComputed.ts';
import { promotedOptions, promoteEntities } from './promoteEntities.ts';
import { readParked } from './readParked.ts';
import { readSizes } from './readSizes.ts';

/** A change that is thought through and not yet made. */
export interface PlannedChange {
  readonly stored: StoredDefinitions;
  readonly next: BuiltModel;
  readonly plan: Plan;
  /** Places in other documents that name what was renamed or goes. */
  readonly dependants: readonly Dependant[];
  readonly warnings: readonly PlanWarning[];
  /** What has to be made before it can be applied. */
  readonly preparations: readonly Preparation[];
  /** Names that entities, fields and options had before it. */
  readonly namesLost: readonly FormerName[];
  /** From the old name to the new. */
  readonly rolesRenamed: ReadonlyMap<string, string>;
  /** The model before it, where names are others then. */
  readonly renamed: Model | undefined;
  /** Names of workflows that it changes itself, and not only because of something else. */
  readonly workflowsEdited: ReadonlySet<string>;
}

export interface PlanOptions {
  /** Whose documents are corrected where they name what is renamed or goes; absent or false: nobody's. */
  readonly fixes?: Fixes | false;
  readonly conversions?: Conversions;
  /** The model of the stored definitions, where it is at hand: compiling it takes as long as the rest. */
  readonly known?: Model;
  /** uuid of whoever makes the change: what is prepared may be in their name. */
  readonly actor?: string;
  /** Whoever asks has accepted what is lost: large tables are not read once more only to say how much that is. */
  readonly isAccepted?: boolean;
}

/** What it takes to go from the stored definitions to the given ones. Throws KILN_BAD_DEFINITION with every problem. */
export async function planChange(
  db: Db,
  stored: StoredDefinitions,
  layers: readonly Definition[],
  options: PlanOptions = {},
): Promise<PlannedChange> {
  const isNew = stored.version === null;
  const promotes = [...(options.conversions?.values() ?? [])].some(({ promote }) => promote);
  const isSame = !isNew && !promotes && changedDocuments(stored.layers, layers).length === 0;
  const from = isNew || isSame ? undefined : storedModel(stored, options.known);
  const wanted = options.conversions ? promoteEntities(stored.layers, layers, options.conversions) : layers;
  const { built: next, dependants } = from
    ? fixDependants(
        from,
        wanted,
        options.fixes || 'none',
        promotedOptions(from, wanted, options.conversions ?? new Map()),
      )
    : { built: buildModel(wanted), dependants: [] };
  if (options.conversions) checkConversions(next.model, options.conversions);
  const edits = changedDocuments(stored.layers, wanted).filter(({ kind }) => kind === 'workflow');
  const workflowsEdited = new Set(edits.map(({ name }) => name));
  await checkForeignParts(next.model, workflowsEdited);
  const warnings = (await missingSecrets(db, next.model, workflowsEdited)).map(secretMissing);
  if (stored.version === next.model.version) {
    const nothing = { from: stored.version, to: stored.version, operations: [] };
    const nobody = { preparations: [], namesLost: [], rolesRenamed: new Map(), renamed: undefined };
    return { stored, next, dependants, warnings, plan: nothing, ...nobody, workflowsEdited };
  }
  const was = from ?? (isNew ? undefined : storedModel(stored, options.known));
  const { operations: found, ...rest } = plan(was, next.model, await readParked(db), options.conversions);
  const operations = was ? keepComputed(was, next.model, found) : found;
  const before = was ? describeTables(was) : [];
  const { actor } = options;
  const sizes = await readSizes(db, before);
  const tables = { before, after: describeTables(next.model), sizes, ...(actor === undefined ? {} : { actor }) };
  const isCounted = (operation: Operation) =>
    !options.isAccepted || operation.op !== 'parkColumn' || !isLarge(tables.sizes.get(operation.tableId));
  const beside = goOnline(await countAffected(db, operations, isCounted), tables);
  const lost = was ? namesLost(was, next.model) : [];
  const roles = was ? rolesRenamed(was, next.model) : new Map<string, string>();
  return {
    stored,
    next,
    dependants,
    warnings,
    plan: { ...rest, operations: estimated(beside, tables) },
    preparations: preparations(beside, tables),
    namesLost: lost,
    rolesRenamed: roles,
    renamed: from,
    workflowsEdited,
  };
}

function secretMissing({ workflow, secret, ...place }: SecretPlace): PlanWarning {
  return {
    ...{ kind: 'workflow', name: workflow, ...place, code: 'secretMissing', params: { secret } },
    message: `The secret "${secret}" is not set yet.`,
  };
}

function rolesRenamed(from: Model, to: Model): ReadonlyMap<string, string> {
  const names = new Map([...to.roles.values()].map(({ id, name }) => [id, name]));
  return new Map(
    [...from.roles.values()].flatMap(({ id, name }): [string, string][] => {
      const now = names.get(id);
      return now === undefined || now === name ? [] : [[name, now]];
    }),
  );
}

function storedModel(stored: StoredDefinitions, known: Model | undefined): Model {
  if (known?.version === stored.version) return known;
  try {
    return buildModel(stored.layers).model;
  } catch (cause) {
    if (!(cause instanceof KilnError) || cause.code !== 'KILN_BAD_DEFINITION') throw cause;
    const detail =
      'The definitions that the database was made for are not valid in this version of Kiln. Start the version before and mend them there.';
    throw new KilnError('KILN_BAD_DEFINITION', { detail, errors: cause.errors, cause });
  }
}
