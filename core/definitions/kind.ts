import type { Said } from '../errors/said.ts';
import type { Definition } from './types.ts';

/**
 * What a definition can describe, e.g. `entity`. Parsing, checking, layers, differences and history are the same for
 * all.
 */
export interface Kind {
  readonly name: string;
  /** Folder in a package: `schemas/<package>/<folder>/<name>.json`. */
  readonly folder: string;
  /** Several packages may each have a document of the same name; together they are one definition. */
  readonly shared?: boolean;
  /** JSON Schema 2020-12 of its documents. */
  readonly metaschema: Readonly<Record<string, unknown>>;
  /** What the metaschema cannot say. Sees only documents that the metaschema accepts. */
  readonly check: (definitions: DefinitionSet) => readonly SemanticProblem[];
}

/** Something wrong in `definition` at the place that `path` leads to. */
export interface SemanticProblem extends Said {
  readonly definition: Definition;
  readonly path: readonly (string | number)[];
}

/** The definitions of a check. Each document holds only the parts that its metaschema accepts. */
export interface DefinitionSet {
  readonly of: (kind: string) => readonly Definition[];
  /** Parts of a document that were left out because they are wrong in themselves: `['properties', 'email']`. */
  readonly broken: (kind: string, name: string) => readonly (readonly string[])[];
  /** Names of all definitions of a kind, broken ones too: what refers to them is not wrong. */
  readonly names: (kind: string) => readonly string[];
}

/** x-id: what a definition keeps when its name changes. */
export function definitionId(definition: Definition): string {
  const id = definition.document['x-id'];
  return typeof id === 'string' ? id : definition.name;
}
