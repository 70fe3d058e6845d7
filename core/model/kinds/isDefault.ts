interface Candidate {
  readonly entity: string;
  readonly default?: boolean;
  readonly roles?: readonly string[];
}

/**
 * True for the form or view of its entity that is marked as the default, else for the first one that is for everybody.
 */
export function isDefault(document: Candidate, all: readonly Candidate[]): boolean {
  const rivals = all.filter((other) => other.entity === document.entity && !other.roles);
  return document === (rivals.find((rival) => rival.default) ?? rivals[0]);
}
