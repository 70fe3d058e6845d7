import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import type { BrowserModel } from '../../../core/model/browserModel.ts';
import type { ChangeSetSummary, Dependant } from '../../../core/workspace/changeSetAnswer.ts';
import { asNumber, asObjects, asText, asTexts } from '../lib/values.ts';
import { ApiError } from './ApiError.ts';
import { request } from './request.ts';

export type Risk = 'safe' | 'locks' | 'rewrites' | 'loses data';

export interface DefinitionChange {
  readonly kind: string;
  readonly name: string;
  /** null: what this installation says of it goes. */
  readonly document: JsonObject | null;
}

/** What becomes of values that do not fit a field's new type or options. */
export interface Conversion {
  readonly unfit?: 'park' | 'default' | 'refuse';
  /** Old values to new ones; null empties. */
  readonly map?: Readonly<Record<string, string | null>>;
  readonly promote?: JsonObject;
}

export interface ChangeSet {
  readonly changes: readonly DefinitionChange[];
  readonly message?: string;
  readonly acceptDataLoss?: boolean;
  /** Version of the model that the changes were made for. */
  readonly base?: string | undefined;
  /** By `entity.field`, as they are called after the change. */
  readonly conversions?: Readonly<Record<string, Conversion>>;
}

/** Values that the new type or options cannot hold. */
interface Unfit {
  readonly rows: number;
  readonly examples: readonly { readonly id: string; readonly value: Json }[];
  /** Counted in a sample of a large table. */
  readonly isEstimate: boolean;
}

export interface Operation {
  readonly op: string;
  readonly entity: string;
  readonly field: string | undefined;
  readonly risk: Risk;
  /** English; the Studio has its own sentences by `op` and `details`. */
  readonly sentence: string;
  /** Everything that the server says of it. */
  readonly details: JsonObject;
  readonly rows: number | undefined;
  /** How long it takes, estimated. */
  readonly ms: number | undefined;
  /** Runs as a job beside the others' work. */
  readonly online: boolean;
  readonly unfit: Unfit | undefined;
  readonly choice: Conversion['unfit'];
  readonly sql: readonly string[];
}

/** What this installation's own patch and the package it patches both say of one place. */
export interface LayerConflict {
  readonly kind: string;
  readonly name: string;
  readonly package: string;
  readonly pointer: string;
  readonly code: string;
  readonly params: JsonObject;
  readonly message: string;
  /** The way to the place, members of lists by what they say; empty: as in `pointer`. */
  readonly names: readonly string[];
  readonly ours: Json | undefined;
  readonly theirs: Json | undefined;
}

/** A document before and after; null: not there. */
export interface ChangedDocument {
  readonly kind: string;
  readonly name: string;
  readonly package: string;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
}

/** Something that a document needs and that is not there yet. */
export type PlanWarning = Omit<Dependant, 'fixed'>;

export interface Plan {
  readonly from: string | undefined;
  readonly to: string;
  readonly operations: readonly Operation[];
  readonly dependants: readonly Dependant[];
  readonly warnings: readonly PlanWarning[];
  readonly conflicts: readonly LayerConflict[];
  /** All packages merged; a renamed document is one. */
  readonly changes: readonly ChangedDocument[];
}

export interface PlannedChangeSet {
  readonly version: string;
  readonly plan: Plan;
  readonly preview: Pick<BrowserModel, 'entities' | 'forms' | 'views'> | undefined;
}

export interface AppliedChangeSet {
  /** null: it waits for the job that prepares it. */
  readonly id: string | null;
  /** Of the model after the change. */
  readonly version: string;
  readonly plan: Plan;
  /** Id of the job that prepares large tables before the change is made. */
  readonly job: string | undefined;
}

/** One of the past. */
export type ChangeSetEntry = ChangeSetSummary;

/** One of the past, with what it did. Its plan says what it says of one to come, except how long it takes. */
export interface PastChangeSet extends ChangeSetSummary {
  readonly plan: Plan;
}

export interface Preview {
  readonly locale: string;
  readonly entities: readonly string[];
}

/** What would happen; changes nothing. Throws KILN_BAD_DEFINITION with every problem, KILN_STALE with both sides. */
export async function planChangeSet(
  { base, ...changeSet }: ChangeSet,
  preview?: Preview,
  signal?: AbortSignal,
): Promise<PlannedChangeSet> {
  const body = toBody({ ...changeSet, base }, { dryRun: true, ...(preview ? { preview: toJson(preview) } : {}) });
  const answer = object(await request('/api/changesets', { method: 'POST', body, ...(signal ? { signal } : {}) }));
  return { version: asText(answer.version) ?? '', plan: toPlan(answer.plan), preview: toPreview(answer.preview) };
}

/** Throws what planChangeSet does; KILN_DATA_LOSS when that was not accepted, KILN_CONFLICT when the data does not fit. */
export async function applyChangeSet(changeSet: ChangeSet): Promise<AppliedChangeSet> {
  return toApplied(await request('/api/changesets', { method: 'POST', body: toBody(changeSet, {}) }));
}

export interface ChangeSetPage {
  readonly data: readonly ChangeSetEntry[];
  readonly next: string | null;
}

/** Newest first. `of`: those that changed this definition. */
export async function listChangeSets(
  after: string | undefined,
  signal?: AbortSignal,
  of?: { readonly kind: string; readonly name: string },
): Promise<ChangeSetPage> {
  const query = new URLSearchParams({ limit: '30', ...of, ...(after === undefined ? {} : { after }) });
  const body = object(await request(`/api/changesets?${query}`, signal ? { signal } : {}));
  const data: readonly unknown[] = asObjects(body.data);
  return { data: data.filter(isSummary), next: asText(body.next) ?? null };
}

export async function getChangeSet(id: string, signal?: AbortSignal): Promise<PastChangeSet> {
  const body = object(await request(`/api/changesets/${encodeURIComponent(id)}`, signal ? { signal } : {}));
  const entry: unknown = body;
  if (!isSummary(entry)) throw new ApiError(200, 'BAD_ANSWER', 'The server sent no change-set.');
  return { ...entry, plan: { ...toPlan(body.plan), changes: asObjects(body.changes).map(toChange) } };
}

export interface Revert {
  readonly message?: string;
  readonly acceptDataLoss?: boolean;
  /** Which side counts where a later change touched the same: refuse is KILN_CONFLICT with both sides. */
  readonly conflicts?: 'refuse' | 'revert' | 'keep';
}

export async function planRevert(id: string, revert: Revert, signal?: AbortSignal): Promise<PlannedChangeSet> {
  const body = { ...revert, dryRun: true };
  const path = `/api/changesets/${encodeURIComponent(id)}/revert`;
  const answer = object(await request(path, { method: 'POST', body, ...(signal ? { signal } : {}) }));
  return { version: asText(answer.version) ?? '', plan: toPlan(answer.plan), preview: undefined };
}

/** Takes a change-set back by making another one. */
export async function revertChangeSet(id: string, revert: Revert): Promise<AppliedChangeSet> {
  const path = `/api/changesets/${encodeURIComponent(id)}/revert`;
  return toApplied(await request(path, { method: 'POST', body: { ...revert } }));
}

/** Both sides of members that two change-sets touched, as KILN_STALE and KILN_CONFLICT bring them. */
export interface SideConflict {
  readonly kind: string;
  readonly name: string;
  readonly path: readonly (string | number)[];
  /** The path with members of lists by what they say; empty: as it is. */
  readonly names: readonly string[];
  readonly base: Json | undefined;
  readonly mine: Json | undefined;
  readonly theirs: Json | undefined;
}

export function toSideConflicts(body: JsonObject): SideConflict[] {
  return asObjects(body.conflicts).map(({ kind, name, path, names, base, mine, theirs }) => ({
    kind: asText(kind) ?? '',
    name: asText(name) ?? '',
    path: asTexts(path),
    names: asTexts(names),
    base,
    mine,
    theirs,
  }));
}

export function toPlan(value: Json | undefined): Plan {
  const plan = object(value);
  return {
    from: asText(plan.from),
    to: asText(plan.to) ?? '',
    operations: asObjects(plan.operations).map(toOperation),
    dependants: asObjects(plan.dependants).map(toDependant),
    warnings: asObjects(plan.warnings).map(toWarning),
    conflicts: asObjects(plan.conflicts).map(toLayerConflict),
    changes: asObjects(plan.changes).map(toChange),
  };
}

function toBody({ changes, message, acceptDataLoss, base, conversions }: ChangeSet, more: JsonObject): JsonObject {
  return {
    changes: changes.map(({ kind, name, document }) => ({ kind, name, document })),
    message: message ?? '',
    ...(base === undefined ? {} : { base }),
    ...(acceptDataLoss ? { acceptDataLoss } : {}),
    ...(conversions && Object.keys(conversions).length > 0 ? { conversions: toJson(conversions) } : {}),
    ...more,
  };
}

export function toApplied(answer: Json): AppliedChangeSet {
  const { id, version, plan, job } = object(answer);
  return {
    id: asText(id) ?? null,
    version: asText(version) ?? '',
    plan: toPlan(plan),
    job: asText(object(job).id),
  };
}

// Made by the same version of Kiln: only that it is one has to be looked at.
function isSummary(entry: unknown): entry is ChangeSetSummary {
  return isObject(entry) && typeof entry.id === 'string' && isObject(entry.actor) && Array.isArray(entry.documents);
}

function toOperation(operation: JsonObject): Operation {
  const { op, entity, field, risk, sentence, rows, ms, online, unfit, choice, sql } = operation;
  return {
    op: asText(op) ?? '',
    entity: asText(entity) ?? '',
    field: asText(field),
    risk: (['locks', 'rewrites', 'loses data'] as const).find((each) => each === risk) ?? 'safe',
    sentence: asText(sentence) ?? '',
    details: operation,
    rows: asNumber(rows),
    ms: asNumber(ms),
    online: online === true,
    unfit: isObject(unfit) ? toUnfit(unfit) : undefined,
    choice: (['park', 'default', 'refuse'] as const).find((each) => each === choice),
    sql: asTexts(sql),
  };
}

function toUnfit({ rows, examples, sampled }: JsonObject): Unfit {
  return {
    rows: asNumber(rows) ?? 0,
    examples: asObjects(examples).map(({ id, value }) => ({ id: asText(id) ?? '', value: value ?? null })),
    isEstimate: sampled === true,
  };
}

function toDependant({ kind, name, package: owner, pointer, code, params, message, fixed }: JsonObject): Dependant {
  return {
    kind: asText(kind) ?? '',
    name: asText(name) ?? '',
    package: asText(owner) ?? '',
    pointer: asText(pointer) ?? '',
    code: asText(code) ?? '',
    params: object(params),
    message: asText(message) ?? '',
    fixed: fixed === true,
  };
}

function toWarning(warning: JsonObject): PlanWarning {
  const { fixed: _, ...place } = toDependant(warning);
  return place;
}

function toLayerConflict(conflict: JsonObject): LayerConflict {
  const { fixed: _, ...place } = toDependant(conflict);
  return { ...place, names: asTexts(conflict.names), ours: conflict.ours, theirs: conflict.theirs };
}

function toChange({ kind, name, package: owner, before, after }: JsonObject): ChangedDocument {
  return {
    kind: asText(kind) ?? '',
    name: asText(name) ?? '',
    package: asText(owner) ?? '',
    before: isObject(before) ? before : null,
    after: isObject(after) ? after : null,
  };
}

/** Choices as they were kept as JSON. */
export function toConversions(value: Json | undefined): Readonly<Record<string, Conversion>> {
  return Object.fromEntries(
    Object.entries(object(value)).map(([field, conversion]) => {
      const { unfit, map, promote } = object(conversion);
      const choice = (['park', 'default', 'refuse'] as const).find((each) => each === unfit);
      return [
        field,
        {
          ...(choice ? { unfit: choice } : {}),
          ...(isObject(map)
            ? { map: Object.fromEntries(Object.entries(map).map(([old, to]) => [old, asText(to) ?? null])) }
            : {}),
          ...(isObject(promote) ? { promote } : {}),
        },
      ];
    }),
  );
}

function toPreview(value: Json | undefined): PlannedChangeSet['preview'] {
  return isPreview(value) ? value : undefined;
}

// Made by the same version of Kiln from a checked model: only that it is one has to be looked at.
function isPreview(value: unknown): value is NonNullable<PlannedChangeSet['preview']> {
  return isObject(value) && 'entities' in value && 'forms' in value && 'views' in value;
}

function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** A value of our own as JSON: types with optional members are no JsonObject by themselves. */
function toJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}
