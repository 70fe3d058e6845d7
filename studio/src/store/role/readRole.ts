import { isObject, type JsonObject } from '../../../../core/lib/json.ts';
import { adminRole } from '../../../../core/model/adminRole.ts';
import type { RoleDraft } from './types.ts';

/** The document of a role, which the server has checked, as it is edited. */
export function readRole(document: JsonObject): RoleDraft {
  if (!isRole(document)) throw new TypeError('The server sent a role that is none.');
  return document;
}

function isRole(document: unknown): document is RoleDraft {
  return isObject(document) && typeof document.title === 'string' && isObject(document.entities);
}

/** Kiln's own: it may do everything, and nobody can change it. */
export function isLocked(name: string): boolean {
  return name === adminRole;
}
