import type { Definition } from '../../../definitions/types.ts';
import { isObject } from '../../../lib/json.ts';
import type { FieldRight, Right } from '../../types.ts';

/** A role document that schemas/meta/role.json accepts. */
export interface RoleDocument {
  readonly $id: string;
  readonly title: string;
  readonly description?: string;
  readonly entities: Readonly<Record<string, RoleEntityDocument>>;
  readonly system?: readonly string[];
}

export interface RoleEntityDocument extends Readonly<Partial<Record<Right, GrantDocument>>> {
  readonly fields?: Readonly<Record<string, FieldRightDocument>>;
  /** The entity is not there (any more), and that is no mistake. */
  readonly 'x-gone'?: true;
}

/** `x-gone`: the field is not there (any more), and that is no mistake. */
interface FieldRightDocument extends FieldRight {
  readonly 'x-gone'?: true;
}

/** A shortcut, or CEL. */
export type GrantDocument = boolean | string;

/** Stands for every entity without an entry of its own. */
export const everyEntity = '*';

/** The typed document of a definition that the metaschema has accepted. */
export function roleDocument(definition: Definition): RoleDocument {
  const document: unknown = definition.document;
  if (!isRoleDocument(document)) throw new TypeError(`The role ${definition.name} was not checked`);
  return document;
}

// The metaschema has looked at everything below these members.
function isRoleDocument(document: unknown): document is RoleDocument {
  return isObject(document) && typeof document.title === 'string' && isObject(document.entities);
}
