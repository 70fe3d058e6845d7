import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import { jsonEqual } from '../../../core/lib/jsonEqual.ts';
import type { BrowserEntity, BrowserModel } from '../../../core/model/browserModel.ts';
import { asNumber, asObjects, asText } from '../lib/values.ts';
import type { DraftState } from '../store/createDraft.ts';
import { findEntity } from '../store/model.ts';

/** What was typed and not saved. */
export interface KeptDraft {
  /** Only the fields that were changed. */
  readonly changes: JsonObject;
  /** Version of the record that was changed; undefined for a new one. */
  readonly version: number | undefined;
  /** ISO timestamp. */
  readonly at: string;
}

const keptMs = 14 * 24 * 3600 * 1000;

/** The key of a record's draft in the browser's storage; a new record has no id. */
export function draftKey(entity: string, id: string | undefined): string {
  return `kiln.draft.${entity}.${id ?? 'new'}`;
}

/** What is worth keeping of a draft: changed fields, without secrets, which must not lie in the browser. Undefined: nothing. */
export function keptChanges(
  model: BrowserModel,
  entity: BrowserEntity,
  { saved, values }: Pick<DraftState, 'saved' | 'values'>,
): JsonObject | undefined {
  const changed = entity.fields.flatMap((field): [string, Json][] => {
    const value = values[field.name] ?? null;
    if (field.computed || field.type === 'encrypted' || jsonEqual(saved[field.name], value)) return [];
    return [[field.name, field.children ? withoutSecrets(model, field.children.entity, value) : value]];
  });
  return changed.length > 0 ? Object.fromEntries(changed) : undefined;
}

function withoutSecrets(model: BrowserModel, child: string, lines: Json): JsonObject[] {
  const secrets = (findEntity(model, child)?.fields ?? []).filter(({ type }) => type === 'encrypted');
  return asObjects(lines).map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !secrets.some((secret) => secret.name === name))),
  );
}

export function readKeptDraft(key: string, now: Date): KeptDraft | undefined {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    if (!isObject(stored) || !isObject(stored.changes)) return undefined;
    const at = asText(stored.at) ?? '';
    if (!(now.getTime() - new Date(at).getTime() < keptMs)) return undefined;
    return { changes: stored.changes, version: asNumber(stored.version), at };
  } catch {
    // Storage is forbidden, or holds what something else wrote.
    return undefined;
  }
}

/** `undefined`: there is nothing to keep any more. */
export function writeKeptDraft(key: string, draft: KeptDraft | undefined): void {
  try {
    if (draft) localStorage.setItem(key, JSON.stringify(draft));
    else localStorage.removeItem(key);
  } catch {
    // Full or forbidden: the page itself still holds what was typed.
  }
}
