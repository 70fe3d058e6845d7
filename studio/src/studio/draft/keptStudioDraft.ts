import { isObject, type Json, type JsonObject } from '../../../../core/lib/json.ts';
import { toConversions } from '../../api/changesets.ts';
import { asObjects, asText } from '../../lib/values.ts';
import { type DraftStep, type Edit, editKey } from './edits.ts';
import type { DraftConflict } from './StudioDraft.ts';

/** A draft as it lies in the browser's storage, with the steps that can be taken back. */
export interface KeptStudioDraft {
  /** What the edits were made for. */
  readonly stored: ReadonlyMap<string, { readonly document: JsonObject; readonly version: string }>;
  /** Oldest first; the last one is how it stands. */
  readonly steps: readonly DraftStep[];
  readonly conflicts: readonly DraftConflict[];
}

/** Each step of a long draft costs little: documents that steps share are written once. */
const mostKeptSteps = 60;

/** The key of somebody's draft. An origin is one workspace. */
export function studioDraftKey(user: string): string {
  return `kiln.studio.draft.${user}`;
}

export function readStudioDraft(key: string): KeptStudioDraft | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isObject(kept) ? parse(kept) : undefined;
  } catch {
    // Storage is forbidden, or holds what something else wrote.
    return undefined;
  }
}

/** `undefined`: there is nothing to keep any more. False: storage is full or forbidden, a reload would lose the draft. */
export function writeStudioDraft(key: string, draft: KeptStudioDraft | undefined): boolean {
  try {
    if (!draft) localStorage.removeItem(key);
    else if (!write(key, draft)) write(key, { ...draft, steps: draft.steps.slice(-1) }, true);
    return true;
  } catch {
    return false;
  }
}

/** False when there is no room for it; `last` throws then. */
function write(key: string, draft: KeptStudioDraft, last = false): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(toJson(draft)));
    return true;
  } catch (error) {
    if (last) throw error;
    return false;
  }
}

function toJson({ stored, steps, conflicts }: KeptStudioDraft): JsonObject {
  const documents: JsonObject[] = [];
  const places = new Map<JsonObject, number>();
  function place(document: JsonObject | null): number | null {
    if (!document) return null;
    const known = places.get(document);
    if (known !== undefined) return known;
    places.set(document, documents.length);
    return documents.push(document) - 1;
  }
  const step = ({ edits, conversions }: DraftStep): JsonObject => ({
    edits: [...edits.values()].map(({ kind, name, was, document }) => ({
      kind,
      name,
      ...(was === undefined ? {} : { was }),
      document: place(document),
    })),
    conversions: JSON.parse(JSON.stringify(conversions)),
  });
  return {
    stored: [...stored].map(([key, { document, version }]) => ({ key, version, document: place(document) })),
    steps: steps.slice(-mostKeptSteps).map(step),
    conflicts: conflicts.map(({ kind, name, path, base, mine, theirs }) => ({
      kind,
      name,
      path: [...path],
      ...Object.fromEntries(
        Object.entries({ base, mine, theirs }).flatMap(([side, value]) => (value === undefined ? [] : [[side, value]])),
      ),
    })),
    documents,
  };
}

function parse(kept: JsonObject): KeptStudioDraft {
  const documents = asObjects(kept.documents);
  const documentAt = (place: Json | undefined): JsonObject | null =>
    typeof place === 'number' ? (documents[place] ?? null) : null;
  const step = (value: JsonObject): DraftStep => {
    const edits = asObjects(value.edits).map(
      (edit): Edit => ({
        kind: asText(edit.kind) ?? '',
        name: asText(edit.name) ?? '',
        was: asText(edit.was),
        document: documentAt(edit.document),
      }),
    );
    return {
      edits: new Map(edits.map((edit) => [editKey(edit), edit])),
      conversions: toConversions(value.conversions),
    };
  };
  const stored = asObjects(kept.stored).flatMap(({ key, version, document }) => {
    const found = documentAt(document);
    return found ? [[asText(key) ?? '', { document: found, version: asText(version) ?? '' }] as const] : [];
  });
  return {
    stored: new Map(stored),
    steps: asObjects(kept.steps).map(step),
    conflicts: asObjects(kept.conflicts).map(({ kind, name, path, base, mine, theirs }) => ({
      kind: asText(kind) ?? '',
      name: asText(name) ?? '',
      path: Array.isArray(path) ? path.filter((each) => typeof each === 'string' || typeof each === 'number') : [],
      base,
      mine,
      theirs,
    })),
  };
}
