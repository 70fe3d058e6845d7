import { systemActor } from '../../context/systemActor.ts';
import type { Actor } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import type { Workflow } from '../../model/types.ts';
import type { Actors } from './createActors.ts';
import type { Starter } from './RunInfo.ts';

export interface Acting {
  readonly actors: Actors;
  readonly workflow: Workflow;
  /** uuid; null: it came with files. */
  readonly publisher: string | null;
  readonly starter: Starter;
  readonly mayGiveRoles: (actor: Actor) => boolean;
}

/**
 * Whom a run acts for, with the rights of now. Throws KILN_RUN_ACTOR where there is no such user any more, and where
 * who published the workflow may not let it act for others (any more).
 */
export async function actingActor({ actors, workflow, publisher, starter, mayGiveRoles }: Acting): Promise<Actor> {
  const owner = publisher === null ? systemActor : await actors.find(publisher);
  if (!owner)
    throw nobody(`Whoever published the workflow "${workflow.title}" is not a user any more. Publish it again.`);
  const other = otherThan(workflow, starter);
  if (other === undefined || (other === owner.id && workflow.runAs !== 'actor')) return named(owner, workflow);
  if (other !== owner.id && !mayGiveRoles(owner)) {
    throw nobody(`Whoever published the workflow "${workflow.title}" may not let it act for others. Publish it again.`);
  }
  const actor = await actors.find(other);
  if (!actor) throw nobody(`The user for whom the workflow "${workflow.title}" acts is not a user any more.`);
  return named(workflow.runAs === 'actor' ? asStarted(actor, starter) : actor, workflow);
}

/** A token has some of its user's roles, and so has a run that acts for it, or for a run that does. */
function asStarted(actor: Actor, { kind, roles }: Starter): Actor {
  if (kind === 'user' || !roles) return actor;
  return { ...actor, roles: actor.roles.filter((role) => roles.includes(role)) };
}

/** Undefined: the publisher. What Kiln itself sets off is nobody's. */
function otherThan({ runAs }: Workflow, starter: Starter): string | undefined {
  if (runAs === 'publisher') return undefined;
  if (runAs !== 'actor') return runAs.user;
  return starter.kind === 'system' ? undefined : starter.id;
}

function named({ id, roles, facts }: Actor, { title }: Workflow): Actor {
  return { kind: 'workflow', id, name: title, roles, facts };
}

function nobody(detail: string): KilnError {
  return new KilnError('KILN_RUN_ACTOR', { detail });
}
