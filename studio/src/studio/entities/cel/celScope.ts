import type { CelType, Scope } from '../../../../../core/expressions/types.ts';
import { fieldTypes } from '../../../../../core/fields/fieldTypes.ts';
import type { BrowserModel } from '../../../../../core/model/browserModel.ts';
import { browserScope } from '../../../../../core/model/browserScope.ts';
import type { EntityField } from '../document/entityFields.ts';
import { isFieldSchema } from '../document/fieldSchema.ts';

/** Where an expression of a definition stands. A rule knows the record itself and who writes it. */
export type CelPlace = 'formula' | 'where' | 'default' | 'rule';

export interface CelSurroundings {
  readonly model: Pick<BrowserModel, 'entities'>;
  /** Whose fields the variables are. */
  readonly entity: string;
  readonly on: CelPlace;
  /** The field that is computed, which it cannot use. */
  readonly self: string | undefined;
  /** Fields of the entity that the model may not know yet. */
  readonly drafted: readonly EntityField[];
}

/** The variables of an expression: a formula is the same for everybody, and a default comes before there is a record. */
export function celScope({ model, entity, on, self, drafted }: CelSurroundings): Scope {
  const known = browserScope(model, entity, on === 'rule' ? 'record' : 'everything');
  const own = on === 'rule' ? drafted.filter(({ type }) => !elsewhere.has(type ?? '')) : drafted;
  const fields = new Map(own.map((field) => [field.name, field]));
  const isIn = (name: string): boolean => {
    if (on === 'default') return name === 'actor';
    return on === 'rule' || (name !== 'actor' && name !== self);
  };
  const all = (name: string) => known(name) ?? typeOf(fields.get(name));
  return Object.assign((name: string) => (isIn(name) ? all(name) : undefined), {
    names: () => [...new Set([...fields.keys(), ...(known.names?.() ?? [])])].filter(isIn),
  });
}

/** What lies in other records. */
const elsewhere: ReadonlySet<string> = new Set(['children', 'manyToMany', 'rollup']);

const anything: CelType = { kind: 'dyn' };

/** Records, and whatever is only half said, count as anything until the server has answered. */
function typeOf(field: EntityField | undefined): CelType | undefined {
  if (!field) return undefined;
  const type =
    isFieldSchema(field.schema) && !field.schema['x-relation'] ? fieldTypes.get(field.type ?? '') : undefined;
  return type && isFieldSchema(field.schema) ? type.celType(field.schema) : anything;
}
