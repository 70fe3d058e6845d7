import { LRUCache } from 'lru-cache';
import type { Model } from '../model/types.ts';
import { createAccess } from './createAccess.ts';
import type { Access } from './types.ts';

/** Sets of roles that are in use at a time; each holds a view of the model and its documents. */
const most = 200;

/** Makes the access of a set of roles, given sorted, once per model. */
export function createAccessCache(model: Model): (roles: readonly string[]) => Access {
  const known = new LRUCache<string, Access>({ max: most });
  return (roles) => {
    const key = roles.join('+');
    const found = known.get(key) ?? createAccess(model, roles);
    if (!known.has(key)) known.set(key, found);
    return found;
  };
}
