import { explainErrors } from '../../../definitions/explainErrors.ts';
import type { SemanticProblem } from '../../../definitions/kind.ts';
import { fromPointer } from '../../../definitions/pointer.ts';
import type { Json, JsonObject } from '../../../lib/json.ts';
import { createAjv } from '../../createAjv.ts';
import { reporter } from '../../report.ts';
import type { EntityOutline, EntityOutlines } from './outline.ts';

/** A `default` must be a value that its own field takes. */
export function checkLiteralDefaults(outlines: EntityOutlines, problems: SemanticProblem[]): void {
  // Value schemas are Kiln's own; looking at them would take longer than looking at the values.
  const ajv = createAjv({ verbose: true, validateSchema: false });
  for (const outline of outlines.values()) {
    const { schema, values } = defaultsOf(outline);
    if (Object.keys(values).length === 0) continue;
    const report = reporter(outline.definition, problems);
    const validate = ajv.compile(schema);
    if (validate(values)) continue;
    for (const { pointer, ...words } of explainErrors(validate.errors ?? [])) {
      const [name = '', ...rest] = fromPointer(pointer);
      report(['properties', name, 'default', ...rest], words);
    }
  }
}

/** Fields whose schema is wrong in itself are left out: Ajv might not take it. */
function defaultsOf({ fields }: EntityOutline): { schema: JsonObject; values: JsonObject } {
  const properties: JsonObject = {};
  const values: JsonObject = {};
  for (const { name, schema, type } of fields.values()) {
    const value: Json | undefined = schema.default;
    if (value === undefined || value === null || type.check(schema).length > 0) continue;
    properties[name] = type.valueSchema(schema);
    values[name] = value;
  }
  return { schema: { type: 'object', properties }, values };
}
