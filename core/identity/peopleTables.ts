import { quoteIdent } from '../lib/quoteIdent.ts';
import { userEntity } from '../model/actorFields.ts';
import type { Entity, Model } from '../model/types.ts';

/** The entity of the people who sign in. */
export function userOf(model: Model): Entity {
  const entity = model.entities.get(userEntity);
  if (!entity) throw new Error('package kiln is not loaded');
  return entity;
}

/** Quoted name of the table that links teams (`source`) with their members (`target`). */
export function teamMembers(model: Model): string {
  const table = model.entities.get('team')?.fields.get('members')?.relation?.joinTable;
  if (table === undefined) throw new Error('package kiln is not loaded');
  return `data.${quoteIdent(table)}`;
}
