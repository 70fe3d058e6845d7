import { _, Ajv2020, type KeywordCxt, type Options } from 'ajv/dist/2020.js';
import { _Code } from 'ajv/dist/compile/codegen/code.js';
import { fitsJson } from '../fields/json/fitsJson.ts';
import { fitsDigits } from '../fields/shared/fitsDigits.ts';
import { formats } from './formats.ts';

/** Ajv for value schemas: strict, every error, with Kiln's formats and keywords. One for a model, gone with it. */
export function createAjv(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: true, strictRequired: true, ...options });
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format);
  ajv.addKeyword({
    keyword: 'x-digits',
    type: 'number',
    schemaType: 'object',
    error: { message: 'has too many digits', params: ({ schemaValue }) => _`${schemaValue}` },
    code: (context) => failUnless(context, fitsDigits, ['total', 'scale']),
  });
  ajv.addKeyword({
    keyword: 'x-json',
    schemaType: 'object',
    error: { message: 'is too large', params: ({ schemaValue }) => _`${schemaValue}` },
    code: (context) => failUnless(context, fitsJson, ['depth', 'length']),
  });
  return ajv;
}

/**
 * Calls `test(value, …)` with these numbers of the keyword's value. Its text goes along into precompiled validators.
 */
function failUnless(context: KeywordCxt, test: (...args: never[]) => boolean, names: readonly [string, string]): void {
  const limits: Readonly<Record<string, unknown>> = context.schema;
  const [first, second] = names.map((name) => Number(limits[name]));
  const call = context.gen.scopeValue('func', { ref: test, code: new _Code(`(${test.toString()})`) });
  context.fail(_`!${call}(${context.data}, ${first}, ${second})`);
}
