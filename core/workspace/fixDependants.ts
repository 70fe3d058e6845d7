import { mergeLayers } from '../definitions/layers.ts';
import { toPointer } from '../definitions/pointer.ts';
import type { Definition, DefinitionProblem } from '../definitions/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { JsonObject } from '../lib/json.ts';
import type { ModelKind } from '../model/kind.ts';
import { kinds } from '../model/kinds.ts';
import { applyRemedy } from '../model/references/applyRemedy.ts';
import type { Changes } from '../model/references/changesBetween.ts';
import { type DocumentEdit, editDocument } from '../model/references/editDocument.ts';
import { followChanges } from '../model/references/followChanges.ts';
import type { DocumentOf } from '../model/references/types.ts';
import type { Model } from '../model/types.ts';
import { type BuiltModel, buildModel } from './buildModel.ts';
import type { Dependant } from './changeSetAnswer.ts';
import type { DefinitionEdit } from './changeSetInput.ts';
import { createFollow, documentsIn, type NamesThen } from './createFollow.ts';
import { dependantOf, hiddenField } from './dependantOf.ts';
import { editLayers, localPackage } from './editLayers.ts';
import { hideFrozen, withHidden } from './hideFrozen.ts';
import { pluginsIn } from './plugins/pluginLayers.ts';
import { problemsOf } from './problemsOf.ts';

export interface FixedModel {
  readonly built: BuiltModel;
  readonly dependants: readonly Dependant[];
}

/**
 * Whose documents are corrected. `local`: those of package local, and what it patches; others belong to their authors.
 * `here`: those of installed plugins, too, which nobody can correct when it is another package that changed. `none`:
 * nobody's, and the places are told.
 */
export type Fixes = 'all' | 'here' | 'local' | 'none';

/** Each round may take away what others need; nobody nests that deep. */
const maxRounds = 10;

/**
 * The model of edited layers, in which whatever named something of the model before still names it, and does without
 * what is gone. Corrections go into package `local`. Throws KILN_BAD_DEFINITION with every problem that is left.
 * @param compared what records hold instead of options, by targetKey
 */
export function fixDependants(
  before: Model,
  edited: readonly Definition[],
  fixes: Fixes = 'all',
  compared: Changes = new Map(),
): FixedModel {
  const dependants: Dependant[] = [];
  const merged = mergeLayers(edited, kinds).definitions;
  const then = createFollow(before, merged, compared);
  const work: Work = { then, fixes, plugins: pluginsIn(edited), dependants };
  let layers = then.changes.size + compared.size > 0 ? followNames(merged, edited, work) : edited;
  for (let round = 0; ; round++) {
    try {
      return hide(before, buildModel(layers), work);
    } catch (error) {
      if (!(error instanceof KilnError) || round === maxRounds) throw error;
      const mended = mend(layers, problemsOf(error), work);
      if (!mended) throw error;
      layers = mended;
    }
  }
}

interface Work {
  readonly then: NamesThen;
  readonly fixes: Fixes;
  /** Ids of the installed plugins, which are the names of their packages. */
  readonly plugins: ReadonlySet<string>;
  /** What was found is added. */
  readonly dependants: Dependant[];
}

function followNames(merged: readonly Definition[], layers: readonly Definition[], work: Work): readonly Definition[] {
  const { then, dependants } = work;
  const edits = merged.flatMap((definition): DefinitionEdit[] => {
    const kind = kindOf(definition);
    if (!kind) return [];
    const { document, references, added } = then.placesOf(kind, definition);
    const { edits: found, followed } = followChanges(document, references, then.followOf(definition));
    const isFixed = mayFix(definition, work);
    for (const each of followed) dependants.push(dependantOf(definition, each, isFixed && each.code !== 'optionGone'));
    if (!isFixed || found.length === 0) return [];
    const unused = added.filter(
      (path) => !found.some((edit) => path.every((step, index) => edit.path[index] === step)),
    );
    const all: DocumentEdit[] = [...found, ...unused.map((path) => ({ do: 'remove', path }) as const)];
    return [editOf(kind, definition, document, all)];
  });
  return written(layers, edits);
}

/** What was computed of what a role does not see stays out of its sight when it becomes values. */
function hide(before: Model, built: BuiltModel, { dependants, ...work }: Omit<Work, 'then'>): FixedModel {
  const hidden = hideFrozen(before, built);
  const edits = [...Map.groupBy(hidden, ({ definition }) => definition)].flatMap(([definition, fields]) => {
    const isFixed = mayFix(definition, work);
    for (const { entity, field } of fields) dependants.push(hiddenField(definition, entity, field, isFixed));
    const { kind, name, document } = definition;
    return isFixed ? [{ kind, name, document: withHidden(document, fields) }] : [];
  });
  const layers = written(built.layers, edits);
  return { built: layers === built.layers ? built : buildModel(layers), dependants };
}

/** What is wrong now, in places that were right before, goes: what they need is gone, or of another type. */
function mend(
  layers: readonly Definition[],
  problems: readonly DefinitionProblem[],
  work: Work,
): readonly Definition[] | undefined {
  const merged = mergeLayers(layers, kinds).definitions;
  const others = documentsIn(merged);
  const edits = merged.flatMap((definition): DefinitionEdit[] => {
    const kind = kindOf(definition);
    const own = problems.filter((problem) => problem.kind === definition.kind && problem.name === definition.name);
    if (!kind || own.length === 0) return [];
    const found = remedies(kind, definition, own, { ...work, others });
    return found.length === 0 ? [] : [editOf(kind, definition, definition.document, found)];
  });
  const now = written(layers, edits);
  return now === layers ? undefined : now;
}

function remedies(
  kind: ModelKind,
  definition: Definition,
  problems: readonly DefinitionProblem[],
  { then, dependants, others, ...work }: Work & { readonly others: DocumentOf },
): DocumentEdit[] {
  const references = new Map(
    kind.references(definition.document, others).map((reference) => [toPointer(reference.path), reference]),
  );
  return problems.flatMap(({ pointer, message }): DocumentEdit[] => {
    const reference = references.get(pointer);
    if (!reference || then.isNew(definition, reference)) return [];
    const isFixed = mayFix(definition, work);
    const loss = { text: undefined, gone: [], keepsValues: then.keepsValues(definition, reference) };
    const { code, edits } = applyRemedy(reference, loss);
    dependants.push(dependantOf(definition, { reference, code, because: message }, isFixed));
    return isFixed ? [...edits] : [];
  });
}

function editOf(kind: ModelKind, definition: Definition, document: JsonObject, edits: readonly DocumentEdit[]) {
  const edited = editDocument(document, edits) ?? null;
  const takes = edits.some((edit) => edit.do !== 'rename');
  const pruned = edited && takes && kind.prune ? kind.prune(edited) : edited;
  return { kind: definition.kind, name: definition.name, document: pruned };
}

/** A document that nobody here can remove stays as it is: what is wrong with it is told. */
function written(layers: readonly Definition[], edits: readonly DefinitionEdit[]): readonly Definition[] {
  if (edits.length === 0) return layers;
  const { layers: now, problems } = editLayers(layers, edits);
  return problems.length < edits.length ? now : layers;
}

function mayFix(definition: Definition, { fixes, plugins }: Pick<Work, 'fixes' | 'plugins'>): boolean {
  if (kindOf(definition)?.managed || fixes === 'none') return false;
  const owners = [definition, ...(definition.patches ?? [])].map((layer) => layer.package);
  const isHere = owners.some((owner) => owner === localPackage || (fixes === 'here' && plugins.has(owner)));
  return fixes === 'all' || isHere;
}

function kindOf(definition: Definition): ModelKind | undefined {
  return kinds.find((kind) => kind.name === definition.kind);
}
