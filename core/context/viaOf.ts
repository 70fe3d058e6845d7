import type { Actor, Via } from './types.ts';

/** Which way an actor comes in, where nothing else is said. */
export function viaOf({ kind }: Actor): Via {
  return kind === 'user' ? 'ui' : kind;
}
