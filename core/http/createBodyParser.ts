import { explainErrors } from '../definitions/explainErrors.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { createAjv } from '../model/createAjv.ts';
import type { ApiRequest } from './answer.ts';

/** Reads the JSON body of a request as what its schema says. The result throws KILN_INVALID with every fault. */
export function createBodyParser<T>(
  properties: JsonObject,
  required: readonly string[],
): (request: ApiRequest) => Promise<T> {
  const schema = { type: 'object', properties, required: [...required], additionalProperties: false };
  const isValid = createAjv({ verbose: true }).compile<T>(schema);
  return async (request) => {
    const { value }: { readonly value: Json } = await request.json();
    const body: unknown = value;
    if (isValid(body)) return body;
    throw new KilnError('KILN_INVALID', { errors: explainErrors(isValid.errors ?? []) });
  };
}
