import type { JsonObject } from '../../lib/json.ts';
import type { ValueSchema } from '../types.ts';

/** The form that a json field prescribes, as JSON Schema. */
export function shapeSchema(shape: ValueSchema): JsonObject {
  const { enum: values, items, properties, required, ...rest } = shape;
  return {
    ...rest,
    ...(values ? { enum: [...values] } : {}),
    ...(items ? { items: shapeSchema(items) } : {}),
    ...(properties ? { properties: mapShapes(properties) } : {}),
    ...(required ? { required: [...required] } : {}),
  };
}

function mapShapes(properties: NonNullable<ValueSchema['properties']>): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, shapeSchema(member)]));
}
