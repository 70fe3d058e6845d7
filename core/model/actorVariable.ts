/** Who asks, as far as expressions are concerned. An Actor is one. */
export interface ActorLike {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** The variable `actor` of an expression that is evaluated in JavaScript. */
export function actorVariable({ id, name, kind, facts }: ActorLike): Readonly<Record<string, unknown>> {
  return { ...facts, id, name, kind };
}
