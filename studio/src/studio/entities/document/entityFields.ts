import { isObject, type JsonObject } from '../../../../../core/lib/json.ts';
import { inOrder } from '../../../../../core/model/kinds/entity/inOrder.ts';
import { titleOf } from '../../../../../core/model/title.ts';
import { fieldTypeOf } from './fieldSchema.ts';
import { objectAt, textAt, textsAt } from './members.ts';

/** A field as its entity's document has it. */
export interface EntityField {
  readonly name: string;
  /** Never changes, whatever the name is. */
  readonly id: string;
  readonly schema: JsonObject;
  /** In English, as people see it. */
  readonly title: string;
  /** Name of its field type; undefined where the document does not say one that there is. */
  readonly type: string | undefined;
  readonly required: boolean;
}

/** The fields of a document, right or not, in the order in which they are shown. */
export function entityFields(document: JsonObject): EntityField[] {
  const required = new Set(textsAt(document, 'required'));
  return inOrder(objectAt(document, 'properties'), textsAt(document, 'x-order')).flatMap(([name, schema]) =>
    isObject(schema) ? [fieldOf(name, schema, required.has(name))] : [],
  );
}

function fieldOf(name: string, schema: JsonObject, required: boolean): EntityField {
  return {
    name,
    id: textAt(schema, 'x-id') ?? name,
    schema,
    title: textAt(schema, 'title') ?? titleOf(name),
    type: fieldTypeOf(schema),
    required,
  };
}
