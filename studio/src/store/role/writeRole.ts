import type { JsonObject } from '../../../../core/lib/json.ts';
import type { RoleEntityDocument } from '../../../../core/model/kinds/role/document.ts';
import { rights } from '../../../../core/model/rights.ts';
import type { RoleDraft } from './types.ts';

/** A draft as the document that is saved: without what says nothing. */
export function writeRole(draft: RoleDraft): JsonObject {
  const { title, description, entities, system = [], ...rest } = draft;
  const text = description?.trim();
  return {
    ...rest,
    title: title.trim(),
    ...(text ? { description: text } : {}),
    entities: Object.fromEntries(Object.entries(entities).map(([name, entry]) => [name, writeEntry(entry)])),
    ...(system.length > 0 ? { system: [...system] } : {}),
  };
}

function writeEntry(entry: RoleEntityDocument): JsonObject {
  const grants = rights.flatMap((right) => {
    const grant = entry[right];
    return grant === undefined || grant === false ? [] : [[right, grant] as const];
  });
  const fields = Object.entries(entry.fields ?? {}).map(([name, right]) => [name, { ...right }] as const);
  return {
    ...Object.fromEntries(grants),
    ...(fields.length > 0 ? { fields: Object.fromEntries(fields) } : {}),
  };
}
