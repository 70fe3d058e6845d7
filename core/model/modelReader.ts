import type { Field, Right, SystemRight } from './types.ts';

/** For whom a model is written: what they may do decides what is offered. An Access is one. */
export interface ModelReader {
  /** Names of the roles held. */
  readonly roles: readonly string[];
  /** They may do everything. */
  readonly unlimited: boolean;
  entity(name: string): { grants(right: Right): readonly ReaderGrant[] };
  mayUse(right: SystemRight): boolean;
}

interface ReaderGrant {
  /** True: for every record. */
  readonly when: unknown;
  shown(field: Field): string;
  writable(field: Field): boolean;
}

const everything: ReaderGrant = { when: true, shown: () => 'clear', writable: () => true };

/** Reads a model as it is: nothing is kept back. */
export const administrator: ModelReader = {
  roles: [],
  unlimited: true,
  entity: () => ({ grants: () => [everything] }),
  mayUse: () => true,
};
