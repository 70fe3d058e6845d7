import { _, Name } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { isObject, type JsonObject } from '../lib/json.ts';
import { createAjv } from './createAjv.ts';
import { formats } from './formats.ts';
import { jsonEqual, textLength } from './runtimeHelpers.ts';
import { inputSchema } from './toJsonSchema.ts';
import type { Entity, Model } from './types.ts';

/**
 * Text of an ES module that exports `create` and `update`: Ajv's validators of what a client may send for one entity,
 * with nulls left out. For a browser that may not compile code itself: it imports nothing and evaluates nothing.
 */
export function validatorSource(model: Pick<Model, 'entities'>, entity: Entity): string {
  const ajv = createAjv({
    code: { source: true, esm: true, formats: _`${new Name('formats')}` },
    inlineRefs: false,
    strictRequired: false,
  });
  const { values, demands } = split(inputSchema(model, entity, 'create', 'compiled'));
  // Both share the code that checks values, which is nearly all of it.
  ajv.addSchema(values, 'values');
  ajv.addSchema({ ...demands, allOf: [{ $ref: 'values' }] }, 'create');
  ajv.addSchema({ type: 'object', properties: { id: false }, allOf: [{ $ref: 'values' }] }, 'update');
  const code = standalone.default(ajv, { create: 'create', update: 'update' });
  const source = `${formatsSource()}\n${withHelpers(code)}`;
  if (/\brequire\s*\(/.test(source)) throw new TypeError('A precompiled validator needs a module that is not inlined');
  return source;
}

/** A schema as two: without `required`, and with nothing but `required`, line items included. */
function split(schema: JsonObject): { values: JsonObject; demands: JsonObject } {
  const { required, ...values } = schema;
  const demands: JsonObject = { type: 'object', ...(required === undefined ? {} : { required }) };
  const properties = isObject(values.properties) ? { ...values.properties } : {};
  const inner: JsonObject = {};
  for (const [name, property] of Object.entries(properties)) {
    if (!isObject(property) || !isObject(property.items) || !isObject(property.items.properties)) continue;
    const items = split(property.items);
    properties[name] = { ...property, items: items.values };
    inner[name] = { type: 'array', items: items.demands };
  }
  return { values: { ...values, properties }, demands: { ...demands, properties: inner } };
}

/** Regular expressions stand in the code already. */
function formatsSource(): string {
  const functions = Object.entries(formats).flatMap(([name, format]) =>
    typeof format === 'function' ? [`${JSON.stringify(name)}: ${format.toString()}`] : [],
  );
  return `const formats = {${functions.join(',\n')}};`;
}

/** Ajv's code asks for two small functions; the text of ours takes the place of `require`. */
function withHelpers(code: string): string {
  return code
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', `(${textLength.toString()})`)
    .replaceAll('require("ajv/dist/runtime/equal").default', `(${jsonEqual.toString()})`);
}
