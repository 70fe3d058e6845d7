import { createContext, useContext, useEffect } from 'react';
import type { Json, JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import type { Conversion, Plan } from '../../api/changesets.ts';
import { definitionKey } from './definitionKey.ts';

/** A definition while the Studio edits it. */
export interface DraftDocument {
  readonly kind: string;
  /** As it is called now. */
  readonly name: string;
  /** As the server has it, all packages merged; null: it is new. */
  readonly saved: JsonObject | null;
  /** null: it is removed. */
  readonly current: JsonObject | null;
  /** Its name on the server, where it was renamed. */
  readonly was?: string;
}

/** One side's edit of a document: null removes it. */
export interface DraftEdit {
  readonly kind: string;
  readonly name: string;
  readonly document: JsonObject | null;
}

/** A member that somebody else has saved meanwhile, and otherwise than it stands here. Mine stands until it is decided. */
export interface DraftConflict {
  readonly kind: string;
  readonly name: string;
  /** Where it stands in my document; empty: the document as a whole. */
  readonly path: readonly (string | number)[];
  /** undefined: not there. */
  readonly base: Json | undefined;
  readonly mine: Json | undefined;
  readonly theirs: Json | undefined;
}

/**
 * All documents that the Studio changes, as one draft: one history of steps, one plan, one change-set. It outlives a reload
 * and follows what others save meanwhile.
 */
export interface StudioDraft {
  /** Those that were opened, by definitionKey(kind, name) of their current names. */
  readonly documents: ReadonlyMap<string, DraftDocument>;
  /** Those that differ from what the server has. */
  readonly changes: readonly DraftDocument[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** What both sides changed, to be decided before anything is applied. */
  readonly conflicts: readonly DraftConflict[];
  /** What becomes of values that do not fit, by `entity.field` as they are called here. */
  readonly conversions: Readonly<Record<string, Conversion>>;
  /** Version of the model that `saved` belongs to; undefined before anything was opened. */
  readonly base: string | undefined;
  /** Reads it from the server when it is not there yet. Never rejects: see useDraftDocument for what became of it. */
  open(kind: string, name: string): Promise<void>;
  /** `step` names what is being typed: changes of one step in a row are taken back together. */
  edit(kind: string, name: string, change: (document: JsonObject) => JsonObject, step?: string): void;
  /** One step over several documents. */
  editMany(changes: readonly DraftEdit[], step?: string): void;
  create(kind: string, name: string, document: JsonObject): void;
  remove(kind: string, name: string): void;
  /**
   * Keeps `x-id`, so that the server takes it for a rename; `also` goes with it in the same step. Throws when the name is taken
   * by another open document.
   */
  rename(kind: string, name: string, to: string, also?: readonly DraftEdit[]): void;
  /** `field`: `entity.field`. undefined: as the server proposes. `also` goes with it in the same step. */
  convert(field: string, conversion: Conversion | undefined, also?: readonly DraftEdit[]): void;
  /** Back to what the server has: of one document, or of all. Can be undone. */
  discard(kind?: string, name?: string): void;
  decide(conflict: DraftConflict, side: 'mine' | 'theirs'): void;
  undo(): void;
  redo(): void;
}

export interface DraftDocumentState {
  /** undefined: not read yet; null: removed here. */
  readonly document: JsonObject | null | undefined;
  readonly saved: JsonObject | null | undefined;
  readonly status: 'loading' | 'ready' | 'missing' | 'failed';
  readonly error: unknown;
}

export interface DraftProblem {
  readonly kind: string;
  readonly name: string;
  /** JSON pointer into the document. */
  readonly pointer: string;
  readonly message: string;
}

/** What the server says of the draft, asked a moment after the last change. */
export interface DraftCheck {
  /** An answer to what stands in the draft now is on its way. */
  readonly isChecking: boolean;
  readonly problems: readonly DraftProblem[];
  /** undefined: nothing is changed, or the draft has problems. */
  readonly plan: Plan | undefined;
  /** Why it could not be checked. */
  readonly error: unknown;
}

export type DraftPreview = Pick<BrowserModel, 'entities' | 'forms' | 'views'>;

interface StudioDraftValue {
  readonly draft: StudioDraft;
  readonly failures: ReadonlyMap<string, unknown>;
  readonly missing: ReadonlySet<string>;
}

interface DraftCheckValue {
  readonly check: DraftCheck;
  readonly preview: DraftPreview | undefined;
  /** Asks for these entities with the next checks. Returns the undo. */
  readonly show: (entities: readonly string[]) => () => void;
}

const DraftContext = createContext<StudioDraftValue | undefined>(undefined);
const CheckContext = createContext<DraftCheckValue | undefined>(undefined);

export const StudioDraftContext = DraftContext.Provider;
export const DraftCheckContext = CheckContext.Provider;

function useValue(): StudioDraftValue {
  const value = useContext(DraftContext);
  if (!value) throw new Error('No StudioDraftProvider above');
  return value;
}

function useCheckValue(): DraftCheckValue {
  const value = useContext(CheckContext);
  if (!value) throw new Error('No StudioDraftProvider above');
  return value;
}

export function useStudioDraft(): StudioDraft {
  return useValue().draft;
}

/** One document of the draft, which is read when it is not there yet. `name` undefined: there is none. */
export function useDraftDocument(kind: string, name: string | undefined): DraftDocumentState {
  const { draft, failures, missing } = useValue();
  const key = definitionKey(kind, name ?? '');
  const found = draft.documents.get(key);
  const { open } = draft;
  const isKnown = found !== undefined;
  useEffect(() => {
    if (!isKnown && name !== undefined) void open(kind, name);
  }, [open, kind, name, isKnown]);
  if (found) return { document: found.current, saved: found.saved, status: 'ready', error: undefined };
  const status = name === undefined || missing.has(key) ? 'missing' : failures.has(key) ? 'failed' : 'loading';
  return { document: undefined, saved: undefined, status, error: failures.get(key) };
}

export function useDraftCheck(): DraftCheck {
  return useCheckValue().check;
}

/**
 * The model as the draft makes it, of the named entities with their forms and views, in the language of the page. undefined
 * until the first answer, and while nothing is changed; the last good one stays while the draft has problems.
 */
export function useDraftPreview(entities: readonly string[]): DraftPreview | undefined {
  const { preview, show } = useCheckValue();
  const names = entities.join(' ');
  useEffect(() => show(names.split(' ').filter(Boolean)), [show, names]);
  return preview;
}
