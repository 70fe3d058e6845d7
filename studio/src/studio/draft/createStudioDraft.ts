import { isObject, type Json, type JsonObject } from '../../../../core/lib/json.ts';
import { ApiError } from '../../api/ApiError.ts';
import type { StoredDefinition } from '../../api/definitions.ts';
import { inBatches } from '../../lib/inBatches.ts';
import { createDocumentDraft } from '../../store/createDocumentDraft.ts';
import { renamedIn, withFieldNames } from './conversionNames.ts';
import { definitionKey } from './definitionKey.ts';
import {
  type Conversions,
  type DraftStep,
  documentsOf,
  type Edit,
  type Edits,
  editKey,
  editOf,
  isChanged,
  splitKey,
  withEdit,
} from './edits.ts';
import type { KeptStudioDraft } from './keptStudioDraft.ts';
import { rebaseEdits } from './rebaseEdits.ts';
import type { DraftConflict, DraftDocument, DraftEdit, StudioDraft } from './StudioDraft.ts';

export interface StudioDraftState {
  readonly documents: StudioDraft['documents'];
  readonly changes: StudioDraft['changes'];
  readonly edits: Edits;
  readonly conversions: Conversions;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly conflicts: readonly DraftConflict[];
  readonly base: string | undefined;
  /** False: documents of different versions of the model are open, and are being read anew. */
  readonly isInStep: boolean;
  readonly missing: ReadonlySet<string>;
  readonly failures: ReadonlyMap<string, unknown>;
}

type Actions = Pick<
  StudioDraft,
  'open' | 'edit' | 'editMany' | 'create' | 'remove' | 'rename' | 'convert' | 'discard' | 'decide' | 'undo' | 'redo'
>;

export interface StudioDraftStore extends Actions {
  state(): StudioDraftState;
  subscribe(listener: () => void): () => void;
  /** Reads every open document anew and puts what changed under the edits. Rejects when the server cannot be asked. */
  follow(): Promise<void>;
  /** These edits are what the server now has. */
  accept(edits: Edits, version: string): void;
  keep(): KeptStudioDraft | undefined;
  /** As it was kept before a reload. */
  restore(kept: KeptStudioDraft): void;
}

interface Server {
  readonly read: (kind: string, name: string) => Promise<StoredDefinition>;
  /** All of a kind, to find one under its new name. */
  readonly readKind: (kind: string) => Promise<readonly StoredDefinition[]>;
}

interface Read {
  readonly document: JsonObject;
  readonly version: string;
}

const nothing: DraftStep = { edits: new Map(), conversions: {} };

/** More changes than anybody saves while a few documents are read. */
const mostRounds = 5;

export function createStudioDraft({ read, readKind }: Server): StudioDraftStore {
  const listeners = new Set<() => void>();
  const steps = createDocumentDraft<DraftStep>(nothing);
  const opening = new Map<string, Promise<void>>();
  let stored: ReadonlyMap<string, Read> = new Map();
  let conflicts: readonly DraftConflict[] = [];
  let missing: ReadonlySet<string> = new Set();
  let failures: ReadonlyMap<string, unknown> = new Map();
  let following: Promise<void> | undefined;
  let state = derive(undefined);

  /** `last`: a key typed in one document compares no other. */
  function derive(last: StudioDraftState | undefined): StudioDraftState {
    const { current, canUndo, canRedo } = steps.state();
    const { edits, conversions } = current;
    const documents = documentsOf(savedOf(stored), edits, last?.documents);
    const known = new Set(last?.documents.values());
    const wasChanged = new Set(last?.changes);
    const changes = [...documents.values()].filter((each) =>
      known.has(each) ? wasChanged.has(each) : isChanged(each),
    );
    const versions = new Set([...stored.values()].map(({ version }) => version));
    const [version] = versions;
    return {
      documents,
      changes,
      edits,
      conversions,
      canUndo,
      canRedo,
      conflicts: conflicts.filter(({ kind, name }) => changes.some((each) => each.kind === kind && each.name === name)),
      base: versions.size === 1 ? version : undefined,
      isInStep: versions.size <= 1,
      missing,
      failures,
    };
  }

  function changed(): void {
    state = derive(state);
    for (const listener of listeners) listener();
  }
  steps.subscribe(changed);

  function write(edits: readonly Edit[], step?: string): void {
    const saved = savedOf(stored);
    setEdits(
      edits.reduce<Edits>((before, edit) => withEdit(before, saved, edit), current().edits),
      step,
    );
  }

  function current(): DraftStep {
    return steps.state().current;
  }

  function setEdits(edits: Edits, step?: string): void {
    const { edits: before, conversions } = current();
    steps.change({ edits, conversions: withFieldNames(conversions, before, edits) }, step);
  }

  function find(kind: string, name: string): DraftDocument | undefined {
    return state.documents.get(definitionKey(kind, name));
  }

  async function readOne(kind: string, name: string): Promise<void> {
    const key = definitionKey(kind, name);
    try {
      const { document, version } = await read(kind, name);
      stored = new Map(stored).set(key, { document, version });
      missing = without(missing, key);
      failures = new Map([...failures].filter(([each]) => each !== key));
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) missing = new Set(missing).add(key);
      else failures = new Map(failures).set(key, error);
    }
    changed();
    if (!state.isInStep) await store.follow().catch(() => undefined);
  }

  /** All open documents of one version of the model; those that are gone are left out. */
  async function readAll(): Promise<ReadonlyMap<string, Read>> {
    for (let round = 1; ; round += 1) {
      const next = new Map<string, Read>();
      const { failed } = await inBatches([...stored.keys()], async (key) => {
        const { kind, name } = splitKey(key);
        const { document, version } = await read(kind, name);
        next.set(key, { document, version });
      });
      const failure = failed.find(({ error }) => !(error instanceof ApiError && error.status === 404));
      if (failure) throw failure.error;
      const versions = new Set([...next.values()].map(({ version }) => version));
      if (versions.size <= 1 || round === mostRounds) return next;
    }
  }

  /** New keys of documents that are not found under their old ones, by what never changes: their x-id. */
  async function findRenamed(next: ReadonlyMap<string, Read>): Promise<Map<string, [string, Read]>> {
    const renamed = new Map<string, [string, Read]>();
    const gone = [...stored].filter(([key]) => !next.has(key) && current().edits.has(key));
    for (const kind of new Set(gone.map(([key]) => splitKey(key).kind))) {
      const all = await readKind(kind);
      for (const [key, { document }] of gone) {
        const { kind: goneKind, name } = splitKey(key);
        const same = goneKind === kind && all.find((each) => idOf(each.document, each.name) === idOf(document, name));
        if (same)
          renamed.set(key, [definitionKey(kind, same.name), { document: same.document, version: same.version }]);
      }
    }
    return renamed;
  }

  async function follow(): Promise<void> {
    const before = stored;
    const next = new Map(await readAll());
    const renamed = await findRenamed(next);
    for (const [key, found] of renamed.values()) next.set(key, found);
    // What was opened meanwhile stays as it was read.
    for (const [key, opened] of stored) if (!before.has(key)) next.set(key, opened);
    const change = {
      before: savedOf(before),
      after: savedOf(next),
      renamed: new Map([...renamed].map(([key, [now]]) => [key, now])),
    };
    const found = rebaseEdits(current().edits, change).conflicts;
    stored = next;
    conflicts = [...conflicts.filter((each) => !found.some((other) => isSamePlace(each, other))), ...found];
    steps.replaceAll((step) => ({ ...step, edits: rebaseEdits(step.edits, change).edits }));
    changed();
  }

  const store: StudioDraftStore = {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open(kind, name) {
      const key = definitionKey(kind, name);
      if (stored.has(key) || find(kind, name)) return Promise.resolve();
      const pending = opening.get(key) ?? readOne(kind, name).finally(() => opening.delete(key));
      opening.set(key, pending);
      return pending;
    },
    edit(kind, name, change, step) {
      const document = find(kind, name);
      if (document?.current) write([{ ...editOf(document), document: change(document.current) }], step);
    },
    editMany(changes, step) {
      write(changes.map(toEdit), step);
    },
    create: (kind, name, document) => write([toEdit({ kind, name, document })]),
    remove: (kind, name) => write([toEdit({ kind, name, document: null })]),
    rename(kind, name, to, also = []) {
      const document = find(kind, name);
      if (!document?.current || name === to) return;
      if (find(kind, to)?.current) throw new Error(`There is a ${kind} "${to}" already`);
      const before = editOf(document);
      const id = before.was === undefined ? {} : { 'x-id': idOf(document.current, before.was) };
      const renamed = { ...before, name: to, document: { ...document.current, $id: to, ...id } };
      const { edits, conversions } = current();
      const others = new Map(edits);
      others.delete(editKey(before));
      const saved = savedOf(stored);
      steps.change({
        edits: [renamed, ...also.map(toEdit)].reduce<Edits>((all, edit) => withEdit(all, saved, edit), others),
        conversions: kind === 'entity' ? renamedIn(conversions, name, to) : conversions,
      });
    },
    convert(field, conversion, also = []) {
      const { edits, conversions } = current();
      const { [field]: _, ...others } = conversions;
      const saved = savedOf(stored);
      steps.change({
        edits: also.map(toEdit).reduce<Edits>((all, edit) => withEdit(all, saved, edit), edits),
        conversions: conversion ? { ...others, [field]: conversion } : others,
      });
    },
    discard(kind, name) {
      if (kind === undefined || name === undefined) {
        if (current().edits.size > 0) steps.change(nothing);
        return;
      }
      const document = find(kind, name);
      if (!document) return;
      const edits = new Map(current().edits);
      if (edits.delete(editKey(editOf(document)))) setEdits(edits);
    },
    decide(conflict, side) {
      conflicts = conflicts.filter((each) => each !== conflict);
      const document = find(conflict.kind, conflict.name);
      if (side === 'theirs' && document) write([withTheirs(document, conflict)]);
      changed();
    },
    undo: steps.undo,
    redo: steps.redo,
    follow() {
      following ??= follow().finally(() => {
        following = undefined;
      });
      return following;
    },
    accept(applied, version) {
      const next = new Map(stored);
      const edits = new Map(current().edits);
      for (const [key, { kind, name, document }] of applied) {
        const now = edits.get(key);
        next.delete(key);
        edits.delete(key);
        if (document) next.set(definitionKey(kind, name), { document, version });
        if (!now || (now.document === document && now.name === name)) continue;
        const later = { ...now, was: document ? name : undefined };
        edits.set(editKey(later), later);
      }
      stored = next;
      conflicts = [];
      steps.restart(nothing, { edits, conversions: {} });
    },
    keep() {
      const all = [...steps.past(), current()];
      if (all.every(({ edits }) => edits.size === 0)) return undefined;
      const of = new Set(all.flatMap(({ edits }) => [...edits.keys()]));
      return { stored: new Map([...stored].filter(([key]) => of.has(key))), conflicts, steps: all };
    },
    restore(kept) {
      stored = new Map([...stored, ...kept.stored]);
      conflicts = kept.conflicts;
      steps.restart(nothing, kept.steps.at(-1) ?? nothing, kept.steps.slice(0, -1));
    },
  };
  return store;

  function toEdit({ kind, name, document }: DraftEdit): Edit {
    const known = find(kind, name);
    return known ? { ...editOf(known), document } : { kind, name, was: undefined, document };
  }
}

function savedOf(stored: ReadonlyMap<string, Read>): ReadonlyMap<string, JsonObject> {
  return new Map([...stored].map(([key, { document }]) => [key, document]));
}

function idOf(document: JsonObject, name: string): string {
  return typeof document['x-id'] === 'string' ? document['x-id'] : name;
}

function isSamePlace(one: DraftConflict, other: DraftConflict): boolean {
  return one.kind === other.kind && one.name === other.name && one.path.join('/') === other.path.join('/');
}

function withTheirs(document: DraftDocument, { path, theirs }: DraftConflict): Edit {
  const edit = editOf(document);
  if (path.length === 0) return { ...edit, document: isObject(theirs) ? theirs : null };
  const merged = withMember(edit.document ?? {}, path, theirs);
  return { ...edit, document: isObject(merged) ? merged : edit.document };
}

function withMember(holder: Json | undefined, path: DraftConflict['path'], value: Json | undefined): Json {
  const [member = '', ...rest] = path;
  if (Array.isArray(holder)) {
    const at = Number(member);
    const next = rest.length === 0 ? value : withMember(holder[at], rest, value);
    return next === undefined ? holder.toSpliced(at, 1) : holder.with(at, next);
  }
  const object = isObject(holder) ? holder : {};
  const next = rest.length === 0 ? value : withMember(object[member], rest, value);
  if (next !== undefined) return { ...object, [member]: next };
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== String(member)));
}

function without(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  return new Set([...set].filter((each) => each !== key));
}
