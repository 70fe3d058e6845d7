import type { CelType } from '../expressions/types.ts';
import type { FieldSchema, FieldType } from '../fields/types.ts';

/** Name of the entity whose records are the people who sign in. */
export const userEntity = 'user';

/** Lists of ids that every actor has. */
export const actorLists = ['teams', 'teamUsers', 'teamsBelow', 'belowUsers'] as const;

interface UserField {
  readonly schema: FieldSchema;
  readonly type: FieldType;
  readonly system?: unknown;
  readonly relation?: unknown;
  readonly children?: unknown;
}

/**
 * Fields of the user's record that expressions know as `actor.<name>`, by name: values that stand by themselves. They
 * are what an Actor's `facts` hold beyond teams.
 */
export function actorFields<Field extends UserField>(
  entities: ReadonlyMap<string, { readonly fields: ReadonlyMap<string, Field> }>,
): ReadonlyMap<string, Field> {
  const fields = entities.get(userEntity)?.fields ?? new Map<string, Field>();
  return new Map([...fields].filter(([name, field]) => !taken.has(name) && isPlain(field)));
}

function isPlain({ type, schema, system, relation, children }: UserField): boolean {
  if (system || relation || children || schema['x-formula'] !== undefined || schema['x-rollup']) return false;
  return type.name !== 'encrypted' && isActorFact(type.celType(schema));
}

/** True for types of values that stand by themselves. */
export function isActorFact({ kind }: CelType): boolean {
  return plain.has(kind);
}

const plain: ReadonlySet<string> = new Set([
  'string',
  'int',
  'double',
  'bool',
  'date',
  'time',
  'timestamp',
  'duration',
]);

const taken: ReadonlySet<string> = new Set(['id', 'name', 'kind', 'actor', ...actorLists]);
