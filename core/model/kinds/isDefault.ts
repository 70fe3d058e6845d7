interface Candidate {
  readonly entity: string;
  readonly default?: boolean;
}

/** True for the form or view of its entity that is marked as the default, else for the first one. */
export function isDefault(document: Candidate, all: readonly Candidate[]): boolean {
  const rivals = all.filter((other) => other.entity === document.entity);
  return document === (rivals.find((rival) => rival.default) ?? rivals[0]);
}
