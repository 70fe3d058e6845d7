import type { JsonObject } from '../../../../lib/json.ts';
import type { Words } from '../../../references/types.ts';
import { type RunScopes, runScopes } from '../scopes/runScopes.ts';
import { worldOf } from '../scopes/ScopeWorld.ts';

/** The variables of a workflow in the words of some model. */
export type ScopesOf = (words: Words) => RunScopes;

/** All places of a document are read with the same words, so the variables are made once for them. */
export function scopesOf(document: JsonObject): ScopesOf {
  let last: { readonly words: Words; readonly scopes: RunScopes } | undefined;
  return (words) => {
    if (last?.words !== words)
      last = {
        words,
        scopes: runScopes(
          document,
          worldOf(words, () => ({})),
        ),
      };
    return last.scopes;
  };
}
